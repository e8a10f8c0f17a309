//! How the program is linked on Linux: at a fixed place, as CPython is there. A program that may be loaded anywhere
//! corrects 20,000 addresses at every start, and the pages that they stand on are memory of its own (0.4 MB).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
