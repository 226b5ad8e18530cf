//! What is looked up by a column that no index began with, so that whoever asked went through every row of a county, or of all of them.

crate::dialect::migration!(
    "m0084_looked_up",
    r#"
-- Which projects are carried out at a site: a trace asks (`projects_at`), in the order of their ids
CREATE INDEX project_by_site ON project (site_id, id) WHERE site_id IS NOT NULL;
-- Which postings stand on a decision of a village: a trace asks (`postings_on`)
CREATE INDEX posting_by_decision ON posting (decision_id, id) WHERE decision_id IS NOT NULL;
-- Plan lines of a document: `GET /plan-lines?document=`, and whether a document may be deleted
CREATE INDEX plan_line_document_by_document ON plan_line_document (document_id, plan_line_id);
-- What a treasury answered: of a batch, and of a county whatever its state (`list_results`)
CREATE INDEX payment_result_by_batch ON payment_result (batch_id, id);
CREATE INDEX payment_result_by_region ON payment_result (region_code, id);
-- By which number on its paper a row of a treasury's file names a contract (`payments_under`)
CREATE INDEX contract_by_paper_number ON contract (paper_number) WHERE paper_number IS NOT NULL;
-- What an officer put before others: `GET /approval-runs?initiator=`
CREATE INDEX approval_run_by_initiator ON approval_run (initiator_id, id);
-- Whose accounts an agency keeps (`lock_usable_accounts`)
CREATE INDEX organisation_by_agency ON organisation (agency_id) WHERE agency_id IS NOT NULL;
-- Which closed year was divided by a scheme first (`divided_by`)
CREATE INDEX income_year_by_scheme ON income_year (scheme_id, year) WHERE scheme_id IS NOT NULL;
-- What happened of one kind in a register (`list_transactions`)
CREATE INDEX share_transaction_by_kind ON share_transaction (scheme_id, kind, id);
-- What an organisation owns: orders that wait for its income (`unmet_of`), and whether it may be deleted; as who has to do with an asset, for the latter alone
CREATE INDEX asset_ownership_by_organisation ON asset_ownership (organisation_id, asset_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX asset_party_by_organisation ON asset_party (organisation_id) WHERE organisation_id IS NOT NULL;
-- Cards of a county in the order of a page, and in that of their acceptance (`inside`, `sides_of_acceptance`): with the county itself first, because what stands behind a range of codes is in no order
CREATE INDEX asset_by_county ON asset (substr(region_code, 1, 6), id);
CREATE INDEX asset_by_county_and_acceptance ON asset (substr(region_code, 1, 6), accepted_on, id);
-- Cards of a town, from each side that may tell it (`sides_of_town`); sites and assets under projects are led to by indexes that were there
CREATE INDEX asset_by_town ON asset (town_name, substr(region_code, 1, 6), id) WHERE town_name IS NOT NULL;
CREATE INDEX asset_by_region_town ON asset (substr(region_code, 1, 9), id) WHERE town_name IS NULL;
CREATE INDEX site_by_town ON site (town_name) WHERE town_name IS NOT NULL;
CREATE INDEX project_by_town ON project (town_name) WHERE town_name IS NOT NULL;
-- A file that is swept is looked for in each table that may name it: those that have a row for each asset, act, payment or person
CREATE INDEX asset_event_by_file ON asset_event (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX asset_paper_by_file ON asset_paper (file_id);
CREATE INDEX disbursement_evidence_by_file ON disbursement_evidence (file_id);
CREATE INDEX payment_result_by_file ON payment_result (file_id);
CREATE INDEX title_batch_item_by_file ON title_batch_item (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX demolition_by_file ON demolition (file_id);
CREATE INDEX housing_stay_by_file ON housing_stay (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX collective_member_event_by_file ON collective_member_event (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX collective_beneficiary_by_file ON collective_beneficiary (file_id);
CREATE INDEX collective_beneficiary_by_end_file ON collective_beneficiary (end_file_id) WHERE end_file_id IS NOT NULL;
CREATE INDEX share_transaction_by_file ON share_transaction (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX income_entry_by_file ON income_entry (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX income_spending_by_file ON income_spending (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX roll_entry_by_file ON roll_entry (file_id);
CREATE INDEX roll_entry_by_exit_file ON roll_entry (exit_file_id) WHERE exit_file_id IS NOT NULL;
CREATE INDEX payee_account_by_file ON payee_account (file_id);
"#
);
