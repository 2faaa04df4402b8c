//! How procedures are written and gathered.

use std::collections::{BTreeMap, HashMap};
use std::future::Future;

use futures::stream::{BoxStream, StreamExt};
use futures::{Stream, TryFutureExt};
use patchbay_domain::access::{Access, TokenScope};
use patchbay_domain::organization::Role;
use rspc::ProcedureKind;
use serde::Serialize;
use specta::datatype::DataType;
use specta::{Type, TypeCollection};

use super::input::Undecoded;
use super::{ErrorCode, ProcedureInput, RpcError};

/// What a procedure can answer: a wire type that serializes and exports.
pub trait ProcedureOutput: Serialize + Type + Send + Sync + 'static {}

impl<T: Serialize + Type + Send + Sync + 'static> ProcedureOutput for T {}

/// One procedure that has no name yet; made by [`query`], [`mutation`] or [`subscription`].
pub struct Procedure<Ctx> {
    kind: ProcedureKind,
    access: Access,
    errors: &'static [ErrorCode],
    erased: rspc::ErasedProcedure<Ctx>,
    // rspc keeps the types it collects to itself, so they are collected here once more, as references.
    types: fn(&mut TypeCollection) -> (DataType, DataType),
}

impl<Ctx> Procedure<Ctx> {
    fn new<Input: Type, Output: Type>(kind: ProcedureKind, erased: rspc::ErasedProcedure<Ctx>) -> Self {
        let scope = if kind == ProcedureKind::Mutation { TokenScope::Write } else { TokenScope::Read };
        let access = Access::Member { role: Role::Member, scope };
        Self { kind, access, errors: &[], erased, types: types_of::<Input, Output> }
    }

    /// Callable by somebody who is not signed in. Without this and [`Procedure::needs`] every member may call it, by a
    /// token with the scope `read`, of a mutation `write`.
    #[must_use]
    pub const fn public(mut self) -> Self {
        self.access = Access::Public;
        self
    }

    /// Callable by members of at least this role, by a token with this scope.
    #[must_use]
    pub const fn needs(mut self, role: Role, scope: TokenScope) -> Self {
        self.access = Access::Member { role, scope };
        self
    }

    /// What it may fail with, besides [`COMMON_ERRORS`].
    #[must_use]
    pub const fn fails(mut self, errors: &'static [ErrorCode]) -> Self {
        self.errors = errors;
        self
    }
}

/// What any procedure may fail with.
pub const COMMON_ERRORS: [ErrorCode; 9] = [
    ErrorCode::InvalidPayload,
    ErrorCode::Unauthenticated,
    ErrorCode::Forbidden,
    ErrorCode::MethodNotAllowed,
    ErrorCode::PayloadTooLarge,
    ErrorCode::UnsupportedMediaType,
    ErrorCode::RateLimitMinute,
    ErrorCode::Unavailable,
    ErrorCode::Internal,
];

fn types_of<Input: Type, Output: Type>(types: &mut TypeCollection) -> (DataType, DataType) {
    (Input::reference(types, &[]).inner, Output::reference(types, &[]).inner)
}

/// A procedure that only reads; served by GET.
pub fn query<Ctx, Input, Output, Answer>(
    handler: impl Fn(Ctx, Input) -> Answer + Clone + Send + Sync + 'static,
) -> Procedure<Ctx>
where
    Ctx: Send + 'static,
    Input: ProcedureInput,
    Output: ProcedureOutput,
    Answer: Future<Output = Result<Output, RpcError>> + Send + 'static,
{
    let procedure = rspc::Procedure::<Ctx, Undecoded<Input>, Output>::builder::<RpcError>()
        .query(move |context, input| run(handler.clone(), context, input));
    Procedure::new::<Input, Output>(ProcedureKind::Query, procedure.into())
}

/// A procedure that changes something; served by POST alone, so that no link or image can call it.
pub fn mutation<Ctx, Input, Output, Answer>(
    handler: impl Fn(Ctx, Input) -> Answer + Clone + Send + Sync + 'static,
) -> Procedure<Ctx>
where
    Ctx: Send + 'static,
    Input: ProcedureInput,
    Output: ProcedureOutput,
    Answer: Future<Output = Result<Output, RpcError>> + Send + 'static,
{
    let procedure = rspc::Procedure::<Ctx, Undecoded<Input>, Output>::builder::<RpcError>()
        .mutation(move |context, input| run(handler.clone(), context, input));
    Procedure::new::<Input, Output>(ProcedureKind::Mutation, procedure.into())
}

/// A procedure that keeps telling; served by GET as server-sent events.
///
/// An error before the stream is answered with its HTTP status; an error in it ends it, as an `error` event.
pub fn subscription<Ctx, Input, Output, Items, Answer>(
    handler: impl Fn(Ctx, Input) -> Answer + Clone + Send + Sync + 'static,
) -> Procedure<Ctx>
where
    Ctx: Send + 'static,
    Input: ProcedureInput,
    Output: ProcedureOutput,
    Items: Stream<Item = Result<Output, RpcError>> + Send + 'static,
    Answer: Future<Output = Result<Items, RpcError>> + Send + 'static,
{
    // The first item is a `null` that says the stream has begun: the adapter waits for it, not for the first
    // change, before it answers 200.
    type Begun<Output> = BoxStream<'static, Result<Option<Output>, RpcError>>;
    let procedure =
        rspc::Procedure::<Ctx, Undecoded<Input>, rspc::Stream<Begun<Output>>>::builder::<RpcError>()
            .subscription(move |context, input| {
                run(handler.clone(), context, input).map_ok(|items| {
                    let begun = futures::stream::once(async { Ok(None) });
                    begun.chain(items.map(|item| item.map(Some))).boxed()
                })
            });
    Procedure::new::<Input, Output>(ProcedureKind::Subscription, procedure.into())
}

/// Decodes and then calls, all inside the future: rspc 0.4 cannot survive a panic outside it.
async fn run<Ctx, Input, Output, Answer>(
    handler: impl Fn(Ctx, Input) -> Answer,
    context: Ctx,
    input: Undecoded<Input>,
) -> Result<Output, RpcError>
where
    Input: ProcedureInput,
    Answer: Future<Output = Result<Output, RpcError>>,
{
    let input = input.decode()?;
    handler(context, input).await
}

/// Named procedures on their way to being served.
pub struct Router<Ctx> {
    procedures: Vec<(String, Procedure<Ctx>)>,
}

impl<Ctx> Default for Router<Ctx> {
    fn default() -> Self {
        Self { procedures: Vec::new() }
    }
}

impl<Ctx: Send + 'static> Router<Ctx> {
    /// A router without procedures.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a procedure under its full name, such as `tasks.list`.
    #[must_use]
    pub fn procedure(mut self, name: &str, procedure: Procedure<Ctx>) -> Self {
        self.procedures.push((name.to_owned(), procedure));
        self
    }

    /// Adds all procedures of another router.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.procedures.extend(other.procedures);
        self
    }

    /// Makes the procedures callable and collects their types.
    ///
    /// # Errors
    ///
    /// When two procedures have the same name, or rspc refuses them.
    pub fn build(self) -> Result<Procedures<Ctx>, BuildError> {
        let mut router = rspc::Router::new();
        let mut entries = BTreeMap::new();
        let mut types = TypeCollection::default();
        types.register::<RpcError>();
        for (name, procedure) in self.procedures {
            let (input, output) = (procedure.types)(&mut types);
            router = router.procedure(name.clone(), procedure.erased);
            let (kind, access, errors) = (procedure.kind, procedure.access, procedure.errors);
            let entry = Signature { kind, access, errors, input, output };
            if entries.insert(name.clone(), entry).is_some() {
                return Err(BuildError::Duplicate(name));
            }
        }
        let (built, _) = router.build().map_err(|errors| BuildError::Refused(format!("{errors:?}")))?;
        let callable = built.into_iter().map(|(name, procedure)| (name.into_owned(), procedure)).collect();
        Ok(Procedures { callable, signatures: entries, types })
    }
}

/// Why a router could not be built; a mistake in the program, found by any test that builds it.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Two procedures have this name.
    #[error("two procedures are called {0}")]
    Duplicate(String),
    /// rspc refused the procedures.
    #[error("rspc refused the procedures: {0}")]
    Refused(String),
}

/// What is known of a procedure without calling it.
pub(super) struct Signature {
    pub(super) kind: ProcedureKind,
    pub(super) access: Access,
    pub(super) errors: &'static [ErrorCode],
    pub(super) input: DataType,
    pub(super) output: DataType,
}

/// Procedures that can be served and exported.
pub struct Procedures<Ctx> {
    pub(super) callable: HashMap<String, rspc_procedure::Procedure<Ctx>>,
    pub(super) signatures: BTreeMap<String, Signature>,
    pub(super) types: TypeCollection,
}

impl<Ctx> Procedures<Ctx> {
    /// What each procedure asks of its caller, by its name.
    pub fn accesses(&self) -> impl Iterator<Item = (&str, Access)> {
        self.signatures.iter().map(|(name, signature)| (name.as_str(), signature.access))
    }
}

/// One procedure, for a page that lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcedureDescription {
    /// The full name, such as `tasks.list`.
    pub name: String,
    /// Query, mutation or subscription.
    pub kind: ProcedureKind,
    /// Who may call it.
    pub access: Access,
    /// What it may fail with, besides [`COMMON_ERRORS`].
    pub errors: &'static [ErrorCode],
    /// The input as TypeScript, such as `TaskList`.
    pub input: String,
    /// The output as TypeScript, such as `Page<Task>`.
    pub output: String,
}
