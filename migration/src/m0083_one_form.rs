//! Numbers of certificates and plots in one form, beside the text as it was typed; by which paper what a certificate says was changed; and whether
//! what was verified of an order was taken back.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait as _, DbErr},
};

const SQL: &str = r#"
-- 管护应付: its verification was taken back; the row stays for claims that named it and are no more
ALTER TABLE upkeep_bill ADD COLUMN taken_back {bool} NOT NULL DEFAULT FALSE;
-- 权属证书号、宗地编号的统一写法: one number is one, however it was typed
ALTER TABLE housing_unit ADD COLUMN certificate_form {word};
ALTER TABLE demolition ADD COLUMN plot_form {word};
-- 更正、变更登记文书: by which paper the certificate of a dwelling, or what it says of it, was told or changed last
ALTER TABLE housing_unit ADD COLUMN certificate_file_id {id} REFERENCES file (id);
CREATE INDEX housing_unit_by_certificate_file ON housing_unit (certificate_file_id) WHERE certificate_file_id IS NOT NULL;
"#;

/// Once the forms are there: of plots of before that are one, the first has it, and the others keep their text alone.
const APART: &str = r#"
DROP INDEX housing_unit_by_certificate;
CREATE INDEX housing_unit_by_certificate ON housing_unit (certificate_form);
CREATE INDEX demolition_form_now ON demolition (region_code, plot_form, id);
UPDATE demolition SET plot_form = NULL WHERE EXISTS (SELECT 1 FROM demolition o
  WHERE o.region_code = demolition.region_code AND o.plot_form = demolition.plot_form AND o.id < demolition.id);
DROP INDEX demolition_form_now;
CREATE UNIQUE INDEX demolition_by_form ON demolition (region_code, plot_form);
"#;

/// Each sign that is typed in another way, with how the form has it: wide signs narrow, every bracket round, every dash one, no blanks and nothing unseen.
fn signs() -> Vec<(char, String)> {
    let wide = ('\u{ff01}'..='\u{ff5e}').filter_map(|c| Some((c, char::from_u32(u32::from(c) - 0xfee0)?.to_string())));
    let blank = [' ', '\t', '\u{a0}', '\u{1680}', '\u{205f}', '\u{3000}', '\u{feff}'];
    let blanks = blank.into_iter().chain('\u{2000}'..='\u{200f}').chain('\u{2028}'..='\u{202f}');
    let blanks = blanks.chain('\u{2060}'..='\u{2069}').map(|c| (c, String::new()));
    let brackets = [('[', "("), (']', ")"), ('〔', "("), ('〕', ")"), ('【', "("), ('】', ")")];
    let dashes = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'].map(|c| (c, "-"));
    let same = brackets.into_iter().chain(dashes).map(|(c, form)| (c, form.to_owned()));
    wide.chain(blanks).chain(same).collect()
}

/// The statements by which a column gets the form of another, a few signs in each: neither engine takes them all in one expression.
fn forms(table: &str, text: &str, form: &str) -> Vec<String> {
    let set = |is: &str| format!("UPDATE {table} SET {form} = {is} WHERE {text} IS NOT NULL");
    let quoted = |text: &str| text.replace('\'', "''");
    let mut statements = vec![set(text)];
    for few in signs().chunks(10) {
        let replaced = few.iter().fold(form.to_owned(), |inner, (was, is)| {
            format!("replace({inner}, '{}', '{}')", quoted(&was.to_string()), quoted(is))
        });
        statements.push(set(&replaced));
    }
    statements.push(set(&format!("upper({form})")));
    statements
}

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0083_one_form"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::dialect::run(manager, SQL).await?;
        let connection = manager.get_connection();
        let certificates = forms("housing_unit", "certificate_no", "certificate_form");
        for statement in certificates.into_iter().chain(forms("demolition", "plot", "plot_form")) {
            connection.execute_unprepared(&statement).await?;
        }
        crate::dialect::run(manager, APART).await
    }
}
