//! How repairs refuse. No refusal repeats what somebody told.

use super::model::{LinkState, RequestState};
use crate::ground::{kernel::Wording, platform::refusals};

refusals! {
    /// Ways in which repairs refuse.
    pub enum RepairsRefusal {
        /// The site does not exist here.
        UnknownSite = Invalid "repairs.site.unknown" at "/site_id" {
            zh: "安置点不存在", "没有这个安置点，或不在您的管辖范围内。";
            en: "Unknown site", "There is no such site, or it lies outside your region."
        }
        /// The asset does not exist here.
        UnknownAsset = Invalid "repairs.asset.unknown" at "/asset_id" {
            zh: "资产不存在", "没有这项资产，或不在您的管辖范围内。";
            en: "Unknown asset", "There is no such asset, or it lies outside your region."
        }
        /// The asset is of another place.
        AssetElsewhere { asset: String } = Conflict "repairs.request.asset_elsewhere" {
            zh: "资产不在该安置点", "资产 {asset} 登记在其他安置点或其他县，不能作为本次报修的对象；请核对资产卡片。";
            en: "The asset is of another place", "The asset {asset} is registered at another site, or in another county; check its card."
        }
        /// It does not work any more.
        LinkStateIs { state: LinkState } = Conflict "repairs.link.state_is" {
            zh: "报修链接已停用", "该报修链接现为 {state}；请另建链接。";
            en: "The link does not work", "The link is {state}; make another."
        }
        /// Nobody has said by which address this server is reached.
        NoPublicAddress = Conflict "repairs.link.no_public_address" {
            zh: "未设置对外网址", "海报上的二维码须写明居民打开的网址，而系统尚未设置；请系统管理员在服务器配置中写明（如 https://example.gov.cn）后重启，再打印。";
            en: "No public address", "The symbol on a poster says by which address residents reach this server, and none is set: have it set in the configuration of the server (https://…), then print."
        }
        /// As many requests today as one link takes.
        Full { limit: u64 } = Conflict "repairs.door.full" {
            zh: "今日报修已满", "今日通过本链接的报修已达 {limit} 件；急事请直接联系安置点管理人员，其他请明日再报。";
            en: "Enough for today", "{limit} requests have come by this link today; what is urgent is told to the site's staff, the rest tomorrow."
        }
        /// It stands otherwise.
        RequestStateIs { state: RequestState, possible: Wording } = Conflict "repairs.request.state_is" {
            zh: "报修状态不符", "报修现为 {state}，不能办理此步骤；{possible}。";
            en: "Not in this state", "The request is {state}; this step does not follow. Possible now: {possible}."
        }
        /// An order is under way.
        OrderUnderWay { order: String } = Conflict "repairs.request.order_under_way" {
            zh: "工单正在办理", "本次报修已派工单 {order}，工单取消后才能办理此步骤。";
            en: "An order is under way", "The order {order} answers this request; this step follows only where it is cancelled."
        }
        /// Nobody left a phone.
        NoPhone = Conflict "repairs.request.no_phone" {
            zh: "未留电话", "报修人没有留下电话，所报内容中也没有隐去的号码。";
            en: "No phone", "Whoever asked left no phone, and nothing is hidden in what they told."
        }
    }
}
