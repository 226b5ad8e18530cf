//! What was found wrong with a subject of an exception, as the refusal told it.

crate::dialect::migration!(
    "m0052_found_words",
    r#"
-- 不符情况: what officers were told when the exception was filed; of earlier ones nothing was kept
ALTER TABLE policy_exception ADD COLUMN found_words {text};
"#
);
