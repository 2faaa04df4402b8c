//! Text with `format=flowed` (RFC 3676): a line that ends in a space goes on in the next one.

/// Joins the lines. `deletes_space` is the parameter `DelSp=yes`: the space is no part of the text.
pub(super) fn join(text: &str, deletes_space: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut open_depth = None;
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        // The space in front of a `>` that is no quote stays, or it would become one.
        let content = content.strip_prefix(' ').filter(|rest| !rest.starts_with('>')).unwrap_or(content);
        let is_signature = content == "-- ";
        if open_depth.is_some_and(|open| open != depth || is_signature) {
            joined.truncate(joined.trim_end_matches(' ').len());
            joined.push('\n');
            open_depth = None;
        }
        if open_depth.is_none() && depth > 0 {
            joined.extend(std::iter::repeat_n('>', depth));
            joined.push(' ');
        }
        let is_flowed = content.ends_with(' ') && !is_signature;
        if is_flowed {
            joined.push_str(if deletes_space { &content[..content.len() - 1] } else { content });
            open_depth = Some(depth);
        } else {
            joined.push_str(content);
            joined.push('\n');
            open_depth = None;
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn flowed_lines_become_one() {
        assert_eq!(join("Call \nAna\r\n please \r\ntoday\n", false), "Call Ana\nplease today\n\n");
        assert_eq!(join("日 \n本", true), "日本\n");
        assert_eq!(join("> a \n> b\n>> c \nmine", false), "> a b\n>> c\nmine\n");
        assert_eq!(join("text \n-- \nAna", false), "text\n-- \nAna\n");
        assert_eq!(join(" >no quote\n  two", false), " >no quote\n two\n");
    }
}
