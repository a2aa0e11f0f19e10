//! `cargo xtask serve`: the app on this machine, rebuilt when a file changes.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use crate::data;
use crate::failure::{Failure, while_doing};
use crate::output;
use crate::process;
use crate::project::Project;
use crate::tools::{self, Tool};

/// Not `dist/`, where the tests expect the release build.
const DIST: &str = "target/serve";

#[derive(Default)]
pub(crate) struct ServeOptions {
    pub(crate) release: bool,
    pub(crate) open: bool,
    pub(crate) port: Option<u16>,
}

pub(crate) fn serve(project: &Project, options: &ServeOptions) -> Result<(), Failure> {
    let mut needed =
        vec![Tool::WasmTarget, tools::wasm_bindgen(project)?, tools::trunk(project)?, Tool::EDITOR_PACKAGES];
    if options.release {
        needed.push(tools::wasm_opt(project)?);
    }
    let toolbox = tools::prepare(project, needed)?;
    let port = match options.port {
        Some(port) => port,
        None => free_port()?,
    };

    data::build(project)?;
    // Trunk refuses to start when a folder that it shall not watch is missing.
    let editor_dist = project.path("web/editor/dist");
    while_doing(editor_dist.display(), fs::create_dir_all(&editor_dist))?;
    // What an earlier run built must not pass for this one.
    let dist = project.path(DIST);
    fs::remove_dir_all(&dist).ok();
    while_doing(dist.display(), fs::create_dir_all(&dist))?;
    output::headline("building the app: a first build takes about 3 minutes, later ones seconds");
    announce_when_ready(port, dist.join("index.html"));
    let mut trunk = toolbox.trunk(project);
    trunk.args(["serve", "--dist", DIST, "--address", "127.0.0.1", "--port", &port.to_string()]);
    if options.open {
        trunk.arg("--open");
    }
    if options.release {
        trunk.arg("--release");
    }
    process::run(&mut trunk)
}

fn free_port() -> Result<u16, Failure> {
    (8080..8180)
        .find(|&port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok())
        .ok_or_else(|| Failure::new("no free port from 8080 to 8179").help("choose one with `--port PORT`"))
}

/// Until the first build has succeeded, the address would only show an error.
fn announce_when_ready(port: u16, page: PathBuf) {
    thread::spawn(move || {
        while !page.exists() || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            thread::sleep(Duration::from_millis(200));
        }
        output::headline(format_args!("IAM Playground is at http://127.0.0.1:{port}/ (Ctrl-C stops it)"));
    });
}
