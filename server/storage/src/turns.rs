//! How turns were taken, and what that cost by day and model.

use chrono::NaiveDate;
use patchbay_domain::ids::{ContactId, ConversationId, MessageId};
use patchbay_domain::turn::{DayUsage, Effort, TurnRecord};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::entities::{messages, turns};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{column, corrupt, count, from_json, from_word, to_json, word};

/// How many lines of usage are told at most: a year of three models.
const MAX_LINES: u64 = 1100;

/// A day's totals of one model, as the databases add them up.
#[derive(Debug, FromQueryResult)]
struct Totals {
    day: String,
    asked: String,
    turns: i64,
    fallbacks: i64,
    repaired: i64,
    input_tokens: i64,
    output_tokens: i64,
    cost_micros: Option<i64>,
    duration_ms: i64,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// How the turns on these messages were taken.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn turns_of_messages(&self, ids: Vec<MessageId>) -> Result<Vec<TurnRecord>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = turns::Entity::find()
            .filter(turns::Column::OrganizationId.eq(self.tenant()))
            .filter(turns::Column::MessageId.is_in(ids.into_iter().map(MessageId::uuid)))
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_record).collect()
    }

    /// What models did from `since` to `until`, both days included: the latest day first, each of its models on a line.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn usage(&self, since: NaiveDate, until: NaiveDate) -> Result<Vec<DayUsage>, StorageError> {
        use turns::Column;
        let asked = || Expr::from(Func::coalesce([Expr::col(Column::AskedModel), Expr::col(Column::Model)]));
        // A sum is a decimal to PostgreSQL; as an integer both databases give the same.
        let whole = |sum: Expr| sum.cast_as("BIGINT");
        let sum = |column: Column| Expr::from(Func::sum(Expr::col(column)));
        let known = |column: Column| whole(Func::coalesce([sum(column), Expr::value(0)]).into());
        let how_many = |when: Expr| whole(Func::sum(Expr::case(when, 1).finally(0)).into());
        let rows = turns::Entity::find()
            .select_only()
            .column(Column::Day)
            .expr_as(asked(), "asked")
            .expr_as(whole(Func::count(Expr::col(Column::MessageId)).into()), "turns")
            .expr_as(how_many(Column::FallbackReason.is_not_null()), "fallbacks")
            .expr_as(how_many(Column::IsRepaired.eq(true)), "repaired")
            .expr_as(known(Column::InputTokens), "input_tokens")
            .expr_as(known(Column::OutputTokens), "output_tokens")
            .expr_as(whole(sum(Column::CostMicros)), "cost_micros")
            .expr_as(known(Column::DurationMs), "duration_ms")
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Day.gte(since.to_string()))
            .filter(Column::Day.lte(until.to_string()))
            .group_by(Expr::col(Column::Day))
            .group_by(asked())
            .order_by_desc(Column::Day)
            .order_by_asc(asked())
            .limit(MAX_LINES)
            .into_model::<Totals>()
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_usage).collect()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Notes how a turn was taken.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where it was noted before.
    pub async fn insert_turn(&self, record: &TurnRecord) -> Result<(), StorageError> {
        let row = self.to_row(record)?.into_active_model();
        turns::Entity::insert(row).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Puts a message into its conversation before its turn is taken.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn place_message(
        &self,
        id: MessageId,
        conversation: ConversationId,
        contact: ContactId,
    ) -> Result<(), StorageError> {
        use messages::Column;
        messages::Entity::update_many()
            .col_expr(Column::ConversationId, Expr::value(conversation.uuid()))
            .col_expr(Column::ContactId, Expr::value(contact.uuid()))
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(id.uuid()))
            .exec(self.connection)
            .await?;
        Ok(())
    }

    fn to_row(&self, record: &TurnRecord) -> Result<turns::Model, StorageError> {
        let effort = &record.effort;
        Ok(turns::Model {
            message_id: record.message_id.uuid(),
            organization_id: self.tenant(),
            day: record.taken_at.date_naive().to_string(),
            model: record.model.clone(),
            asked_model: record.asked_model.clone(),
            provider: word(&record.provider),
            fallback_reason: record.fallback_reason.clone(),
            prompt_version: effort.prompt_version.clone(),
            mode: effort.mode.as_ref().map(word),
            requests: column(effort.requests),
            input_tokens: effort.input_tokens.map(large),
            output_tokens: effort.output_tokens.map(large),
            is_repaired: effort.is_repaired,
            cost_micros: record.cost_micros.map(large),
            duration_ms: large(record.duration_ms),
            acknowledged_at: record.acknowledged_at,
            taken_at: record.taken_at,
            understanding: record.understanding.as_ref().map(to_json).transpose()?,
        })
    }
}

fn to_record(row: turns::Model) -> Result<TurnRecord, StorageError> {
    Ok(TurnRecord {
        message_id: row.message_id.into(),
        model: row.model,
        asked_model: row.asked_model,
        provider: from_word(&row.provider)?,
        fallback_reason: row.fallback_reason,
        understanding: row.understanding.map(from_json).transpose()?,
        effort: Effort {
            prompt_version: row.prompt_version,
            mode: row.mode.as_deref().map(from_word).transpose()?,
            requests: count(row.requests),
            input_tokens: row.input_tokens.map(counted),
            output_tokens: row.output_tokens.map(counted),
            is_repaired: row.is_repaired,
        },
        cost_micros: row.cost_micros.map(counted),
        duration_ms: counted(row.duration_ms),
        acknowledged_at: row.acknowledged_at,
        taken_at: row.taken_at,
    })
}

fn to_usage(totals: Totals) -> Result<DayUsage, StorageError> {
    let turns = counted(totals.turns);
    Ok(DayUsage {
        day: totals.day.parse().map_err(corrupt)?,
        model: totals.asked,
        turns,
        fallbacks: counted(totals.fallbacks),
        repaired: counted(totals.repaired),
        input_tokens: counted(totals.input_tokens),
        output_tokens: counted(totals.output_tokens),
        cost_micros: totals.cost_micros.map(counted),
        average_duration_ms: counted(totals.duration_ms).checked_div(turns).unwrap_or(0),
    })
}

/// A large counter for its column.
fn large(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A large counter from its column: never negative.
fn counted(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
