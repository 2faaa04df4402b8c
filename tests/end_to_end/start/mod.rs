//! Starting, stopping, signing in, and asking the doctor.

mod doctor;
mod first_start;
mod second_process;
mod second_start;
mod shutdown;
mod sign_in;
mod worker;
