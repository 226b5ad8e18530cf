//! `/upkeep-orders`.

use poem_openapi::{OpenApi, param::Path, payload::Json};

use super::order_bodies::{
    AcceptedOrder, AssignOrderBody, MeetOrderBody, NewUpkeepOrder, OrderReasonBody, OrderRevealBody, ReportOrderBody,
    RevealedAssignee, TakeBackMetBody, UpkeepOrderFilter, UpkeepOrderView,
};
use crate::{
    ground::{
        authority::action,
        kernel::UpkeepOrderId,
        platform::{Db, Sealer, Work},
        trail::Committed,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Lister, PageOf, Read, Reads, Refused, Writes, texts,
        },
    },
    office::{
        people::WrittenName,
        tables::{TableFile, given_out},
    },
    property::upkeep::{
        model::UpkeepOrder,
        service::{
            OrderAct,
            read::{list_orders, read_order},
            reveal::RevealAssignee,
            settle::{CloseOrder, MeetOrder, TakeBackMet},
            verify::{SendBack, VerifyOrder},
            work::{AssignOrder, CancelOrder, ReportOrder},
        },
    },
};

/// Orders.
pub struct OrdersApi(pub Db, pub Sealer);

type Moved = Result<Done<UpkeepOrderView>, Refused<Writes>>;

fn act(by: &Acting, id: &Path<UpkeepOrderId>) -> OrderAct {
    OrderAct { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() }
}

impl OrdersApi {
    async fn moved(&self, by: Acting, work: impl Work<Record = Committed<UpkeepOrder>>) -> Moved {
        by.run(&self.0, &work, |o| UpkeepOrderView::from(o)).await
    }
}

#[OpenApi]
impl OrdersApi {
    /// Orders in one's regions
    #[oai(path = "/upkeep-orders", method = "get", operation_id = "upkeep.order.list")]
    async fn list(&self, by: Lister<UpkeepOrderFilter>) -> Result<Json<PageOf<UpkeepOrderView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_orders(&self.0, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|o| UpkeepOrderView::from(&o)).into()))
    }

    /// Open an order, of one's own accord or for a finding
    #[oai(path = "/upkeep-orders", method = "post", operation_id = "upkeep.order.open")]
    async fn open(
        &self,
        by: Creating,
        body: Json<NewUpkeepOrder>,
    ) -> Result<Created<UpkeepOrderView>, Refused<Writes>> {
        let work = body.0.asked(by.actor.clone());
        by.run(&self.0, &work, |o| UpkeepOrderView::from(o)).await
    }

    /// The orders as a table, as filtered, with what they cost
    #[oai(path = "/upkeep-orders/export", method = "get", operation_id = "upkeep.order.export")]
    async fn export(&self, by: Exporter<UpkeepOrderFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::UPKEEP_ORDER_EXPORT, self.0.clone(), UpkeepOrderFilter::narrowed).await
    }

    /// One order
    #[oai(path = "/upkeep-orders/:id", method = "get", operation_id = "upkeep.order.read")]
    async fn read(&self, by: Caller, id: Path<UpkeepOrderId>) -> Result<Read<UpkeepOrderView>, Refused<Reads>> {
        Ok(Read(UpkeepOrderView::from(&read_order(&self.0, &by.holder, id.0).await?)))
    }

    /// Give an order to somebody; where nobody is named, to whoever has the duty
    #[oai(path = "/upkeep-orders/:id/assign", method = "post", operation_id = "upkeep.order.assign")]
    async fn assign(&self, by: Acting, id: Path<UpkeepOrderId>, body: Json<AssignOrderBody>) -> Moved {
        let act = act(&by, &id);
        let AssignOrderBody { organisation_id: organisation, name, is_person, due_on } = body.0;
        let name = name.map(|name| WrittenName::named(name.into(), is_person));
        self.moved(by, AssignOrder { act, organisation, name, due_on, sealer: self.1.clone() }).await
    }

    /// See in clear the private person to whom it was given; each time counts, and the answer is kept nowhere
    #[oai(path = "/upkeep-orders/:id/reveal", method = "post", operation_id = "upkeep.order.reveal")]
    async fn reveal(
        &self,
        by: Caller,
        id: Path<UpkeepOrderId>,
        body: Json<OrderRevealBody>,
    ) -> Result<Json<RevealedAssignee>, Refused<Writes>> {
        let (actor, sealer) = (by.holder.actor().clone(), self.1.clone());
        let work = RevealAssignee { actor, sealer, id: id.0, reason: body.0.reason.into() };
        let name = self.0.write(&work).await?;
        Ok(Json(RevealedAssignee { name: name.reveal().to_owned() }))
    }

    /// Report that it is done, and what it cost
    #[oai(path = "/upkeep-orders/:id/report", method = "post", operation_id = "upkeep.order.report")]
    async fn report(&self, by: Acting, id: Path<UpkeepOrderId>, body: Json<ReportOrderBody>) -> Moved {
        let act = act(&by, &id);
        let b = body.0;
        let work = ReportOrder {
            act,
            on: b.done_on,
            report: b.report.into(),
            cost: b.cost,
            source: b.upkeep_source,
            papers: b.file_ids.unwrap_or_default(),
            acknowledged: texts(b.acknowledged),
        };
        self.moved(by, work).await
    }

    /// Accept what was reported; another than whoever reported it
    #[oai(path = "/upkeep-orders/:id/verify", method = "post", operation_id = "upkeep.order.verify")]
    async fn verify(&self, by: Acting, id: Path<UpkeepOrderId>, body: Json<AcceptedOrder>) -> Moved {
        let act = act(&by, &id);
        let (found, papers, acknowledged) = body.0.found();
        self.moved(by, VerifyOrder { act, found, papers, acknowledged }).await
    }

    /// Send back what was not done well, to be done again, by another than whoever reported it; or what was verified wrongly, to be verified again, by
    /// another than whoever verified it, while nothing of it was claimed or met
    #[oai(path = "/upkeep-orders/:id/send-back", method = "post", operation_id = "upkeep.order.send_back")]
    async fn send_back(&self, by: Acting, id: Path<UpkeepOrderId>, body: Json<OrderReasonBody>) -> Moved {
        let act = act(&by, &id);
        self.moved(by, SendBack { act, reason: body.0.reason.into() }).await
    }

    /// Cancel an order that nobody has done
    #[oai(path = "/upkeep-orders/:id/cancel", method = "post", operation_id = "upkeep.order.cancel")]
    async fn cancel(&self, by: Acting, id: Path<UpkeepOrderId>, body: Json<OrderReasonBody>) -> Moved {
        let act = act(&by, &id);
        self.moved(by, CancelOrder { act, reason: body.0.reason.into() }).await
    }

    /// Record what a collective met of its income, with its voucher
    #[oai(path = "/upkeep-orders/:id/meet", method = "post", operation_id = "upkeep.order.meet")]
    async fn meet(&self, by: Acting, id: Path<UpkeepOrderId>, body: Json<MeetOrderBody>) -> Moved {
        let act = act(&by, &id);
        self.moved(by, MeetOrder { act, met: body.0.into() }).await
    }

    /// Take back what was met by mistake, as another than who recorded it, while the order is not closed
    #[oai(path = "/upkeep-orders/:id/take-back-met", method = "post", operation_id = "upkeep.order.take_back_met")]
    async fn take_back_met(&self, by: Acting, id: Path<UpkeepOrderId>, body: Json<TakeBackMetBody>) -> Moved {
        let act = act(&by, &id);
        self.moved(by, TakeBackMet { act, n: body.0.n, reason: body.0.reason.into() }).await
    }

    /// Close an order whose cost is met; what was capitalised is added to the asset's value
    #[oai(path = "/upkeep-orders/:id/close", method = "post", operation_id = "upkeep.order.close")]
    async fn close(&self, by: Acting, id: Path<UpkeepOrderId>) -> Moved {
        let act = act(&by, &id);
        self.moved(by, CloseOrder { act }).await
    }
}
