//! 分配款入账. What an income says that it is a line of: whose that is, whether it was paid, and that nothing booked it yet.

use super::{super::LineDoor, entries::EntryTold};
use crate::{
    benefit::{
        collectives::{Collective, bodies_by_id},
        income::{
            IncomeRefusal,
            model::{BookedLine, FromLine, IncomeCategory, OwnLine},
            rules::{LINE_AMOUNT, LINE_RECEIVED, line_amount, line_received},
            store,
        },
    },
    ground::{
        authority::Holder,
        kernel::{CollectiveId, settle},
        platform::{Fault, Stop, Tx},
    },
};

/// What is named of lines.
pub enum Named {
    /// No line.
    Nothing,
    /// One that is not there, or is not of this body's organisation.
    Unknown,
    /// This one.
    Line(Box<OwnLine>),
}

impl Named {
    /// The line that is named, held with its plan, if it is of the organisation that this body is.
    pub async fn of(
        tx: &Tx,
        (holder, lines): (&Holder, &dyn LineDoor),
        body: CollectiveId,
        named: Option<FromLine>,
    ) -> Result<Self, Fault> {
        let Some(named) = named else { return Ok(Self::Nothing) };
        let body = bodies_by_id(tx.conn(), &[body]).await?.remove(&body);
        let Some(body) = body.filter(|b| holder.seen().covers(&b.region)) else { return Ok(Self::Unknown) };
        let found = lines.own_line(tx, named, body.organisation).await?;
        Ok(found.map_or(Self::Unknown, |line| Self::Line(Box::new(line))))
    }

    /// It is there, another body's, and told as a line is.
    pub fn told(&self, body: &Collective, told: &EntryTold) -> Result<(), Stop> {
        let line = match self {
            Self::Nothing => return Ok(()),
            Self::Unknown => return Err(IncomeRefusal::UnknownLine.into()),
            Self::Line(line) => line,
        };
        if line.payer == body.id {
            return Err(IncomeRefusal::OwnPlan { number: line.number.clone() }.into());
        }
        let plain = told.asset.is_none() && told.term.is_none();
        if told.category == IncomeCategory::Stake && plain { Ok(()) } else { Err(IncomeRefusal::LineMisfit.into()) }
    }

    /// R78.1 and R78.2, and that neither another account nor another entry has it.
    pub async fn to_book(&self, tx: &Tx, told: &EntryTold) -> Result<Option<BookedLine>, Stop> {
        let Self::Line(own) = self else { return Ok(None) };
        let (number, serial) = (own.number.as_str(), own.line.serial);
        let checks = vec![
            LINE_AMOUNT.judge(told.on, line_amount(told.amount, (number, serial, own.amount))),
            LINE_RECEIVED.judge(told.on, line_received(told.on, (number, serial), own.paid.map(|p| p.on))),
        ];
        settle(checks, &[])?;
        if own.paid.is_some_and(|p| p.into != told.account) {
            return Err(IncomeRefusal::LineAccount { number: own.number.clone(), serial }.into());
        }
        match store::booked_by(tx.conn(), own.line.distribution, Some(own.holder)).await? {
            Some(entry) => Err(IncomeRefusal::LineBooked { number: own.number.clone(), serial, entry }.into()),
            None => Ok(own.booked()),
        }
    }
}
