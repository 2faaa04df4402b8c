//! Which names a source file uses: every `a::b::c` in its code and every leaf of its `use` trees, made absolute; and
//! every method that it calls, as `.method`.
//! Works on tokens, so that comments and strings do not count and the insides of macros do.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::SourceFile;

/// One use of a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Absolute, the crate first; this workspace's crates as the rules call them: `server::http`, `domain::ids`.
    pub(crate) path: Vec<String>,
    /// The line it stands on.
    pub(crate) line: usize,
}

/// Every path that the file names outside `#[cfg(test)]`.
pub(crate) fn names(file: &SourceFile) -> Vec<Name> {
    let stream: TokenStream = match file.text.parse() {
        Ok(stream) => stream,
        Err(error) => panic!("{}: {error}", file.path),
    };
    let mut found = Vec::new();
    Walk { module: file.module.clone(), found: &mut found }.tokens(&stream.into_iter().collect::<Vec<_>>());
    found
}

struct Walk<'found> {
    module: Vec<String>,
    found: &'found mut Vec<Name>,
}

impl Walk<'_> {
    fn tokens(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while at < tokens.len() {
            at = if is_test_attribute(&tokens[at..]) {
                after_item(tokens, at)
            } else if ident(tokens.get(at)).as_deref() == Some("use") {
                self.use_tree(tokens, at + 1, &[])
            } else if let Some(body) = inline_module(&tokens[at..]) {
                self.module.push(body.0);
                self.tokens(&body.1);
                self.module.pop();
                at + 3
            } else {
                self.path_or_group(tokens, at)
            };
        }
    }

    fn path_or_group(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match &tokens[at] {
            TokenTree::Group(group) => {
                self.tokens(&group.stream().into_iter().collect::<Vec<_>>());
                at + 1
            }
            TokenTree::Ident(first) => {
                let line = first.span().start().line;
                let (path, next) = path_at(tokens, at);
                if path.len() > 1 {
                    self.add(path, line);
                }
                next
            }
            TokenTree::Punct(mark) if mark.as_char() == '.' && is_call(&tokens[at + 1..]) => {
                let method = ident(tokens.get(at + 1)).unwrap();
                self.found.push(Name { path: vec![format!(".{method}")], line: mark.span().start().line });
                at + 2
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => at + 1,
        }
    }

    /// One tree of a `use`, from `at`; returns what comes after it.
    fn use_tree(&mut self, tokens: &[TokenTree], mut at: usize, prefix: &[String]) -> usize {
        let mut path = prefix.to_vec();
        let line = tokens.get(at).map_or(0, |token| token.span().start().line);
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Ident(word) if word == "as" => at += 2,
                TokenTree::Ident(word) => {
                    path.push(word.to_string());
                    at += 1;
                }
                TokenTree::Group(group) => {
                    let inner: Vec<_> = group.stream().into_iter().collect();
                    let mut position = 0;
                    while position < inner.len() {
                        position = self.use_tree(&inner, position, &path);
                    }
                    path.clear();
                    at += 1;
                }
                TokenTree::Punct(mark) if mark.as_char() == ',' || mark.as_char() == ';' => {
                    at += 1;
                    break;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
            }
        }
        if !path.is_empty() {
            self.add(path, line);
        }
        at
    }

    fn add(&mut self, path: Vec<String>, line: usize) {
        let mut absolute = match path[0].as_str() {
            "crate" => vec![self.module[0].clone()],
            "self" => self.module.clone(),
            "super" => self.module[..self.module.len() - 1].to_vec(),
            "patchbay" => vec!["server".to_owned()],
            "patchbay_domain" => vec!["domain".to_owned()],
            "patchbay_storage" => vec!["storage".to_owned()],
            "patchbay_understanding" => vec!["understanding".to_owned()],
            "patchbay_migration" => vec!["migration".to_owned()],
            other => vec![other.to_owned()],
        };
        for part in &path[1..] {
            match part.as_str() {
                "super" => drop(absolute.pop()),
                "self" => {}
                _ => absolute.push(part.clone()),
            }
        }
        self.found.push(Name { path: absolute, line });
    }
}

fn ident(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(word)) => Some(word.to_string()),
        _ => None,
    }
}

/// `name(…)`.
fn is_call(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Ident(_), TokenTree::Group(group), ..] => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == mark)
}

/// The path that starts at `at`, and where it ends.
fn path_at(tokens: &[TokenTree], mut at: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    while let Some(word) = ident(tokens.get(at)) {
        path.push(word);
        at += 1;
        if !(is_mark(tokens.get(at), ':') && is_mark(tokens.get(at + 1), ':')) {
            break;
        }
        at += 2;
    }
    (path, at)
}

/// `mod name { … }`: its name and its tokens.
fn inline_module(tokens: &[TokenTree]) -> Option<(String, Vec<TokenTree>)> {
    match (ident(tokens.first())?.as_str(), ident(tokens.get(1)), tokens.get(2)) {
        ("mod", Some(name), Some(TokenTree::Group(body))) => {
            Some((name, body.stream().into_iter().collect()))
        }
        _ => None,
    }
}

fn is_test_attribute(tokens: &[TokenTree]) -> bool {
    match (tokens.first(), tokens.get(1)) {
        (Some(TokenTree::Punct(mark)), Some(TokenTree::Group(group))) if mark.as_char() == '#' => {
            group.stream().to_string().replace(' ', "") == "cfg(test)"
        }
        _ => false,
    }
}

/// Past the item that starts at `at`: its attributes, and all up to its `;` or its body.
fn after_item(tokens: &[TokenTree], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ';' => break,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            _ => {}
        }
    }
    at
}
