//! The page's own files, embedded in the binary.

use serde_json::Value;

const PAGE: &str = include_str!("../page/page.html");
const STYLE: &str = include_str!("../page/scope.css");
const SCRIPTS: &[(&str, &str)] = &[
    ("words.js", include_str!("../page/words.js")),
    ("source.js", include_str!("../page/source.js")),
    ("drawing.js", include_str!("../page/drawing.js")),
    ("scope.js", include_str!("../page/scope.js")),
];

/// A file of the page, with its media type.
pub fn named(name: &str) -> Option<(&'static str, String)> {
    match name {
        "" => Some(("text/html; charset=utf-8", PAGE.to_string())),
        "scope.css" => Some(("text/css; charset=utf-8", STYLE.to_string())),
        _ => {
            let (_, script) = SCRIPTS.iter().find(|(known, _)| *known == name)?;
            Some(("text/javascript; charset=utf-8", script.to_string()))
        }
    }
}

/// The page with everything in it: style, scripts as one, data.
pub fn file(data: &Value) -> String {
    let own = |line: &&str| !line.starts_with("import ");
    let scripts: Vec<String> = SCRIPTS
        .iter()
        .map(|(_, script)| script.lines().filter(own).map(|l| l.trim_start_matches("export ")).collect::<Vec<_>>())
        .map(|lines| lines.join("\n"))
        .collect();
    // What looks like the end of a script does not end it.
    let data = data.to_string().replace("</", "<\\/");
    PAGE.replace("<link rel=\"stylesheet\" href=\"scope.css\">", &format!("<style>{STYLE}</style>")).replace(
        "<script type=\"module\" src=\"scope.js\"></script>",
        &format!(
            "<script type=\"application/json\" id=\"recording\">{data}</script>\n<script type=\"module\">\n{}\n</script>",
            scripts.join("\n")
        ),
    )
}
