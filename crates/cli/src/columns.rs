//! How wide the terminal is.

/// What `COLUMNS` says, else the terminal itself, else 80.
pub fn columns() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.filter(|columns| *columns > 0).or_else(measured).unwrap_or(80)
}

fn measured() -> Option<usize> {
    let mut editor = rustyline::DefaultEditor::new().ok()?;
    editor.dimensions().map(|(columns, _)| columns as usize).filter(|columns| *columns > 0)
}
