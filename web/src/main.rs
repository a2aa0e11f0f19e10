//! Starts the application.

use leptos::prelude::*;
use web::components::App;

fn main() {
    console_error_panic_hook::set_once();
    web::browser::document::remove_boot_notice();
    mount_to_body(App);
}
