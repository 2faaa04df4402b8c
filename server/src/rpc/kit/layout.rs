//! specta's TypeScript, laid out so that a person can read it and a diff shows one field a line.

use specta_typescript::CommentFormatterArgs;

/// A doc comment on as many lines as it has.
pub(super) fn comment(arguments: CommentFormatterArgs<'_>) -> String {
    let lines: Vec<&str> = arguments.docs.lines().map(str::trim).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("/** {line} */\n"),
        lines => format!(
            "/**\n{}\n */\n",
            lines.iter().map(|line| format!(" * {line}")).collect::<Vec<_>>().join("\n")
        ),
    }
}

/// One field a line, indented, without trailing blanks; maps as plain index signatures.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::new();
    let mut depth: usize = 0;
    let mut in_union = false;
    for line in plain_maps(text).lines().map(str::trim) {
        let is_comment = line.starts_with("/*") || line.starts_with('*');
        let change = if is_comment { 0 } else { balance(line) };
        // The last field stands before the bracket of its type; the bracket gets a line of its own.
        let closing = line.rfind(" }").filter(|_| change < 0);
        let (field, bracket) = closing.map_or((line, ""), |at| (&line[..at], line[at..].trim_start()));
        // The continuation of a comment hangs by one.
        let hanging = if line.starts_with('*') { " " } else { "" };
        push_line(&mut tidied, depth + usize::from(in_union && depth == 0), hanging, field);
        in_union |= line.ends_with('=');
        depth = depth.saturating_add_signed(change);
        if !bracket.is_empty() {
            tidied.push(';');
            push_line(&mut tidied, depth, "", bracket);
        }
    }
    tidied
}

fn push_line(text: &mut String, depth: usize, hanging: &str, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&"  ".repeat(depth));
    text.push_str(hanging);
    text.push_str(line);
}

/// How many brackets a line leaves open.
fn balance(line: &str) -> isize {
    line.chars().fold(0, |open, character| match character {
        '{' => open + 1,
        '}' => open - 1,
        _ => open,
    })
}

/// specta writes a map as `Partial` of a mapped type, which makes every value of it possibly undefined.
fn plain_maps(text: &str) -> String {
    const MAP: &str = "Partial<{ [key in string]: ";
    let mut text = text.to_owned();
    while let Some(start) = text.find(MAP) {
        let value = start + MAP.len();
        let mut depth = 1;
        let length = text[value..].find(|character| {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        // specta always closes with ` }>`; without it the text stays as it is.
        let Some(end) = length.map(|length| value + length).filter(|end| text[*end..].starts_with("}>"))
        else {
            break;
        };
        text.replace_range(end..end + 2, "}");
        text.replace_range(start..value, "{ [key: string]: ");
    }
    text
}
