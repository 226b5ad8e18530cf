//! How files refuse.

use crate::ground::{kernel::FileId, platform::refusals};

refusals! {
    /// Ways in which files refuse.
    pub enum FilesRefusal {
        /// The part is missing, or there is more than one.
        NoFile = BadRequest "files.file.missing" at "/file" {
            zh: "缺少文件", "请上传一个带文件名的文件，并填写区划代码。";
            en: "No file", "Send one file that has a name, and the code of its region."
        }
        /// The region's code is not of its form.
        BadRegion = BadRequest "files.file.bad_region" at "/region_code" {
            zh: "区划代码格式不符", "区划代码不补零：2、4、6、9 或 12 位数字，或 CN。";
            en: "Region code not of its form", "The code of a region is unpadded: 2, 4, 6, 9 or 12 digits, or CN."
        }
        /// Larger than allowed.
        TooLarge { limit: u64 } = TooLarge "files.file.too_large" {
            zh: "文件过大", "文件超过上限 {limit} 字节；请压缩或拆分后上传。";
            en: "File too large", "The file is larger than {limit} bytes; compress or split it."
        }
        /// Content is of no known type, or the name says another.
        UnknownType { name: String } = Invalid "files.file.unknown_type" at "/file" {
            zh: "文件类型不符", "“{name}”的内容不是 pdf、jpg、png、xlsx、csv、ofd 之一，或与扩展名不一致。";
            en: "File type does not fit", "The content of {name} is none of pdf, jpg, png, xlsx, csv, ofd, or not what its extension says."
        }
        /// A photo that is none.
        NoPhoto = Invalid "files.file.no_photo" at "/photo" {
            zh: "照片格式不符", "照片须为 JPG 或 PNG 格式，且文件完整；请重新拍摄或另选一张。";
            en: "Not a photo", "A photo is a whole JPEG or PNG; take or choose another."
        }
        /// The name has folders only, control characters, or is too long.
        BadName = Invalid "files.file.bad_name" at "/file" {
            zh: "文件名不合要求", "文件名须为 1 至 120 个字符，不含控制字符和看不见的字符，不以点开头。";
            en: "File name not usable", "A file name has 1 to 120 characters, no control characters or such as nobody sees, and does not begin with a dot."
        }
        /// A body refers to a file that is not there, or not in the caller's region.
        Unknown { id: FileId } = Invalid "files.file.unknown" at "/file_id" {
            zh: "附件不存在", "没有附件 {id}，或不在您的管辖范围内；请先上传（POST /api/v1/files）。";
            en: "Unknown file", "There is no file {id}, or it lies outside your region; upload it first (POST /api/v1/files)."
        }
    }
}
