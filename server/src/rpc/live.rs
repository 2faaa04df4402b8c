//! What changes, told as it changes.

use chrono::TimeDelta;
use futures::stream::{self, Stream, StreamExt};
use patchbay_domain::ids::OrganizationId;
use tokio::sync::broadcast::Receiver;

use super::context::Context;
use super::kit::{self, NoInput, RpcError, subscription};
use super::wire::change::Change;

/// How often it is asked whether a listener is still signed in.
const LOOK_EVERY: TimeDelta = TimeDelta::minutes(1);

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new().procedure("live.changes", subscription(changes))
}

async fn changes(
    context: Context,
    _: NoInput,
) -> Result<impl Stream<Item = Result<Change, RpcError>> + Send + 'static, RpcError> {
    let organization = context.actor()?.organization_id;
    let told = of_organization(context.services.storage.signals().changes(), organization);
    Ok(told.take_until(Box::pin(signed_out(context))))
}

/// The changes of one organization. A listener that was too slow missed some: its stream ends, so that it connects
/// again and reads anew.
fn of_organization(
    changes: Receiver<patchbay_domain::change::Change>,
    organization: OrganizationId,
) -> impl Stream<Item = Result<Change, RpcError>> + Send + 'static {
    stream::unfold(changes, move |mut changes| async move {
        loop {
            let change = changes.recv().await.ok()?;
            if change.organization_id == organization {
                return Some((Ok(change.into()), changes));
            }
        }
    })
}

/// Returns once the listener's session or token is over; connecting again then says so.
async fn signed_out(context: Context) {
    loop {
        let next = context.services.now() + LOOK_EVERY;
        context.services.clock.sleep_until(next).await;
        if !context.is_still_signed_in().await {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use patchbay_domain::change as domain;
    use tokio::sync::broadcast;
    use uuid::Uuid;

    use super::*;

    type Outcome = Result<(), broadcast::error::SendError<domain::Change>>;

    fn change(organization: u128, id: u128) -> domain::Change {
        domain::Change {
            organization_id: Uuid::from_u128(organization).into(),
            kind: domain::ChangeKind::Task,
            id: Uuid::from_u128(id),
            conversation_id: None,
            webhook_id: None,
        }
    }

    async fn ids(listened: Receiver<domain::Change>) -> Vec<String> {
        let told = of_organization(listened, Uuid::from_u128(1).into());
        told.filter_map(|change| async { change.ok() }).map(|change| change.id).collect().await
    }

    #[tokio::test]
    async fn nobody_hears_of_another_organization() -> Outcome {
        let (sender, listener) = broadcast::channel(8);
        for (organization, id) in [(1, 10), (2, 20), (1, 30)] {
            sender.send(change(organization, id))?;
        }
        drop(sender);
        assert_eq!(ids(listener).await, [10, 30].map(|id| Uuid::from_u128(id).to_string()));
        Ok(())
    }

    #[tokio::test]
    async fn a_listener_that_missed_something_is_sent_away() -> Outcome {
        let (sender, listener) = broadcast::channel(2);
        for id in 0..5 {
            sender.send(change(1, id))?;
        }
        assert_eq!(ids(listener).await, Vec::<String>::new());
        Ok(())
    }
}
