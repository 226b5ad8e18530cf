//! How access refuses.

use crate::ground::{authority::Role, platform::refusals};

use super::model::GrantState;

refusals! {
    /// Ways in which access refuses.
    pub enum AccessRefusal {
        /// No such key file in the folder of keys.
        WrappingKeyMissing { mark: String } = Invalid "access.wrapping_key.missing" {
            zh: "密钥文件不存在", "密钥目录中没有标识为 {mark} 的主密钥文件 wrapping-{mark}.key；先用 steward keys make 生成，并复制到每台服务器。";
            en: "No such key file", "The folder of keys has no wrapping-{mark}.key; make it with `steward keys make` and copy it to every server first."
        }
        /// A key that was replaced already.
        WrappingKeyUsed { mark: String } = Conflict "access.wrapping_key.used" {
            zh: "主密钥已被替换过", "主密钥 {mark} 已被替换，不再启用；请生成新的密钥。";
            en: "The key was replaced before", "The wrapping key {mark} was replaced once and is not used again; make a new one."
        }
        /// Not a key that was replaced.
        WrappingKeyInUse { mark: String } = Conflict "access.wrapping_key.not_replaced" {
            zh: "主密钥未被替换", "主密钥 {mark} 仍在使用、已销毁或从未启用，不能销毁。";
            en: "The key was not replaced", "The wrapping key {mark} is in use, was retired before or never used: it cannot be retired."
        }
        /// Keys that may still be sealed under.
        DataKeysYoung { before: String, present: String } = Invalid "access.data_key.young" {
            zh: "数据密钥仍在使用", "只能更新早于 {before} 且至少隔一个月的数据密钥；本月为 {present}。";
            en: "Data keys still in use", "Keys of months before {before} cannot be renewed in {present}: leave at least the month before this one."
        }
        /// Unknown login, wrong password, disabled or locked account: one answer for all.
        LoginFailed = Unauthenticated "access.session.login_failed" {
            zh: "登录失败", "账号或密码不正确，或因多次失败暂时锁定；请稍后再试，或请安全管理员重置密码。";
            en: "Login failed", "The login or password is wrong, or the account waits after several failures; try later or ask your security administrator for a new password."
        }
        /// Client id or secret is wrong, or the client is disabled.
        ClientRejected = Unauthenticated "access.token.invalid_client" {
            zh: "客户端认证失败", "客户端编号或密钥不正确，或客户端已停用。";
            en: "Client authentication failed", "The client's id or its secret is wrong, or the client is disabled."
        }
        /// The client asks for an action it was not given.
        ScopeTooWide { action: String } = Invalid "access.token.invalid_scope" at "/scope" {
            zh: "请求的权限超出授权", "客户端没有 {action} 权限。";
            en: "Scope too wide", "The client was not given the action {action}."
        }
        /// The one-time token is wrong, used or expired.
        SetupTokenInvalid = Invalid "access.first_administrator.token_invalid" at "/setup_token" {
            zh: "一次性令牌无效", "令牌不正确、已使用或已过期；可在服务器上用 steward user bootstrap 重新打印。";
            en: "The one-time token is not valid", "The token is wrong, used or expired; `steward user bootstrap` on the server prints a new one."
        }
        /// Somebody can already administer.
        AdministratorExists = Conflict "access.first_administrator.exists" {
            zh: "已有安全管理员", "已有可登录的安全管理员，不再签发首任管理员令牌。";
            en: "There is an administrator", "A security administrator can log in; no further token for a first one is given."
        }
        /// Too short, too long, too uniform, or holds the login.
        WeakPassword { length: usize } = Invalid "access.password.weak" {
            zh: "密码不合要求", "密码须为 12 至 128 个字符、至少 5 种不同字符且不含账号名；现为 {length} 个字符。";
            en: "Password too weak", "A password has 12 to 128 characters, at least 5 different ones, and does not contain the login; this one has {length}."
        }
        /// The present password is wrong.
        WrongPassword = Invalid "access.password.wrong" at "/present" {
            zh: "原密码不正确", "请核对原密码。";
            en: "The present password is wrong", "Check the present password."
        }
        /// The login is taken.
        LoginTaken { login: String } = Conflict "access.user.login_taken" {
            zh: "账号名已被使用", "账号名 {login} 已被使用，请换一个。";
            en: "Login taken", "The login {login} is taken; choose another."
        }
        /// The organisation does not exist here.
        UnknownOrganisation = Invalid "access.officer.unknown_organisation" at "/organisation_id" {
            zh: "单位不存在", "没有这个单位，或不在您的管辖范围内。";
            en: "Unknown organisation", "There is no such organisation, or it lies outside your region."
        }
        /// The officer does not exist here.
        UnknownOfficer = Invalid "access.user.unknown_officer" at "/officer_id" {
            zh: "人员不存在", "没有这个人员，或不在您的管辖范围内。";
            en: "Unknown officer", "There is no such officer, or it lies outside your region."
        }
        /// The region does not exist.
        UnknownRegion { region: String } = Invalid "access.region.unknown" at "/region_code" {
            zh: "区划不存在", "没有区划代码 {region}。";
            en: "Unknown region", "There is no region {region}."
        }
        /// The role is not held by people.
        RoleNotForPeople { role: Role } = Invalid "access.role_grant.role_not_for_people" at "/role" {
            zh: "该角色不授予个人", "角色 {role} 只属于接口客户端。";
            en: "Not a role for people", "The role {role} belongs to API clients only."
        }
        /// The last day lies before the first.
        DatesReversed = Invalid "access.role_grant.dates_reversed" at "/valid_to_on" {
            zh: "起止日期颠倒", "截止日期早于起始日期。";
            en: "Dates reversed", "The last day lies before the first."
        }
        /// Not in the state that this act needs.
        GrantState { state: GrantState } = Conflict "access.role_grant.state" {
            zh: "授予状态不符", "该授予现为 {state}，不能再执行此操作。";
            en: "Grant in another state", "The grant is {state}; this act is not possible any more."
        }
        /// The account is disabled, or not.
        AccountState = Conflict "access.user.state" {
            zh: "账号状态不符", "账号已处于该状态。";
            en: "Account already so", "The account is already in that state."
        }
        /// Not one of the actions a client can have.
        UnknownAction { action: String } = Invalid "access.api_client.unknown_action" at "/actions" {
            zh: "不可授予客户端的权限", "{action} 不是可授予接口客户端的权限；可选的见 /api/v1/actions 中“外部系统”角色。";
            en: "Not an action for clients", "{action} cannot be given to a client; /api/v1/actions lists those of the role integration."
        }
    }
}
