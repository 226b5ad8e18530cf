//! How people refuse. No refusal repeats what names a person.

use crate::ground::platform::refusals;

refusals! {
    /// Ways in which people refuse.
    pub enum PeopleRefusal {
        /// Not a telephone number.
        PhoneMalformed = Invalid "people.person.phone_malformed" at "/phone" {
            zh: "电话号码格式有误", "电话号码应为 7 至 12 位数字，不含空格和横线；请核对后重新填写。";
            en: "Malformed phone number", "A phone number is 7 to 12 digits without spaces and hyphens; check it and send it again."
        }
        /// A person with this ID number stands in the county's register.
        IdNumberTaken = Conflict "people.person.id_number_taken" {
            zh: "该证件号码已登记", "本县已登记同一证件号码的人员，请先按证件号码查询。";
            en: "ID number already registered", "A person with this ID number stands in the county's register; search by the ID number first."
        }
        /// Nothing or too much to look for.
        SearchByOne = Invalid "people.person.search_by_one" {
            zh: "查询条件应为一项", "请填写电话号码或身份证件号码，两者取其一。";
            en: "Search by one", "Give either a phone number or an ID number."
        }
        /// The officer has seen enough of people today.
        RevealQuota { used: i64, limit: i64 } = Conflict "people.person.reveal_quota" {
            zh: "当日查看明文次数已满", "今日已查看 {used} 次，上限 {limit} 次；请明日再办。";
            en: "Daily reveals used up", "{used} of {limit} reveals are used today; come back tomorrow."
        }
        /// Two reveals of one officer at the same moment.
        RevealAtOnce = Conflict "people.person.reveal_at_once" {
            zh: "同时查看", "同一人员正在同时查看明文，请重试。";
            en: "Revealed at once", "You are revealing another person at this moment; send it again."
        }
    }
}
