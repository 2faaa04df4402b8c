//! Typed procedures over rspc and specta: the only place that knows their traps.
//!
//! A procedure is a function from a context and a checked input to an output or an [`RpcError`]:
//!
//! ```ignore
//! pub fn router() -> kit::Router<Context> {
//!     kit::Router::new()
//!         .procedure("tasks.list", kit::query(|context: Context, input: TaskList| async move {
//!             context.tasks().list(input).await // Result<Page<Task>, RpcError>
//!         }))
//!         .procedure("tasks.complete", kit::mutation(complete))
//! }
//! ```
//!
//! [`Router::build`] makes them [`Procedures`]; [`mount`] serves those on axum, [`bindings`] writes their TypeScript,
//! [`reference()`] the page that lists them.
//! The input is decoded and validated before the function is called; the caller is authenticated before that.

mod adapter;
mod envelope;
mod errors;
mod export;
mod input;
mod layout;
mod messages;
mod procedure;
mod reference;
mod subscription;

#[cfg(test)]
mod tests;

pub use adapter::{Authenticate, Call, MountOptions, ResponseCookies, Routes, mount};
pub use errors::{ErrorCode, FieldError, RpcError};
pub use export::{Bindings, Drift, ExportError, bindings};
pub use input::{NoInput, ProcedureInput, decode, decode_strictly};
pub use messages::{invalid, invalid_at};
pub use procedure::{
    BuildError, COMMON_ERRORS, Procedure, ProcedureDescription, ProcedureOutput, Procedures, Router,
    mutation, query, subscription,
};
pub use reference::reference;
pub use rspc::ProcedureKind;
