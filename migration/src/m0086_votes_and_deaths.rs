//! By which votes schemes of shares ended whose end was taken back: such a vote ends nothing again. And certificates of deaths in one form, by which the
//! same one is found however it was typed.

use sea_orm_migration::{
    MigrationName, MigrationTrait, SchemaManager,
    async_trait::async_trait,
    sea_orm::{ConnectionTrait as _, DbErr, Statement},
};

const SQL: &str = r#"
-- 已撤销的终止: by which resolution a scheme ended whose end was taken back; of before, of each scheme the last one
CREATE TABLE share_ending_undone (
  resolution_id {id} NOT NULL REFERENCES resolution (id),
  scheme_id {id} NOT NULL REFERENCES share_scheme (id),
  PRIMARY KEY (resolution_id, scheme_id)
) {strict};
INSERT INTO share_ending_undone (resolution_id, scheme_id)
  SELECT s.ending_resolution_id, s.id FROM share_scheme s
   WHERE s.ending = 'restore' AND s.ending_confirmed_by IS NOT NULL AND s.ending_resolution_id IS NOT NULL;
-- 死亡证明的统一写法: number and issuer of the certificate that was told with an inheritance, in one form
CREATE TABLE share_death_paper (
  transaction_id {id} PRIMARY KEY NOT NULL REFERENCES share_transaction (id),
  number_form {word} NOT NULL,
  issuer_form {word} NOT NULL
) {strict};
CREATE INDEX share_death_paper_by_number ON share_death_paper (number_form, issuer_form);
"#;

/// The form of a number as the server made it when this was written.
fn form(text: &str) -> String {
    let unseen =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let half = |c: char| match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        other => other,
    };
    let same = |c: char| match c {
        '[' | '〔' | '【' => '(',
        ']' | '〕' | '】' => ')',
        '\u{2010}'..='\u{2014}' | '\u{2212}' => '-',
        other => other,
    };
    let narrow = text.chars().map(half).filter(|c| !c.is_whitespace() && !unseen(*c));
    narrow.map(same).flat_map(char::to_uppercase).collect()
}

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0086_votes_and_deaths"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::dialect::run(manager, SQL).await?;
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        let told = "SELECT DISTINCT death_paper, death_paper_by FROM share_transaction WHERE death_paper IS NOT NULL";
        for row in connection.query_all_raw(Statement::from_string(backend, told)).await? {
            let (number, issuer): (String, String) =
                (row.try_get("", "death_paper")?, row.try_get("", "death_paper_by")?);
            let sql = "INSERT INTO share_death_paper (transaction_id, number_form, issuer_form) \
                       SELECT t.id, $1, $2 FROM share_transaction t WHERE t.death_paper = $3 AND t.death_paper_by = $4";
            let values = [form(&number).into(), form(&issuer).into(), number.into(), issuer.into()];
            connection.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        }
        crate::dialect::append_only(manager, "share_death_paper").await
    }
}
