//! Which model takes the turns.

use patchbay_domain::secret::Secret;
use url::Url;

use super::providers::is_base;
use super::{ConfigError, Variables};

/// OpenAI's own address.
const OPENAI: &str = "https://api.openai.com/v1";
/// Anthropic's own address.
const ANTHROPIC: &str = "https://api.anthropic.com";

/// Which model takes the turns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ModelConfig {
    /// The built-in one.
    #[default]
    BuiltIn,
    /// One on a server that speaks as OpenAI's does.
    OpenAi(ModelServerConfig),
    /// One on a server that speaks as Anthropic's does.
    Anthropic(ModelServerConfig),
}

/// A model on a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelServerConfig {
    /// The base of its API: http or https, without query.
    pub base_url: Url,
    /// What it is called with; a server of one's own may want none.
    pub api_key: Option<Secret>,
    /// Which of its models.
    pub model: String,
}

impl ModelConfig {
    pub(super) fn read(variables: &Variables) -> Result<Self, ConfigError> {
        let openai = openai(variables)?;
        let anthropic = anthropic(variables)?;
        let name = "PATCHBAY_MODEL_PROVIDER";
        let missing = |other: &str| {
            let problem = format!("names a provider that is not set up: set {other}, or leave it out");
            Err(ConfigError { name, problem })
        };
        match (variables.text(name), openai, anthropic) {
            (None, None, None) | (Some("builtin"), ..) => Ok(Self::BuiltIn),
            (None | Some("openai"), Some(server), None) | (Some("openai"), Some(server), Some(_)) => {
                Ok(Self::OpenAi(server))
            }
            (None | Some("anthropic"), None, Some(server)) | (Some("anthropic"), Some(_), Some(server)) => {
                Ok(Self::Anthropic(server))
            }
            (Some("openai"), None, _) => missing("PATCHBAY_OPENAI_BASE_URL and PATCHBAY_OPENAI_MODEL"),
            (Some("anthropic"), _, None) => {
                missing("PATCHBAY_ANTHROPIC_API_KEY and PATCHBAY_ANTHROPIC_MODEL")
            }
            (None, Some(_), Some(_)) => {
                let problem = "PATCHBAY_OPENAI_* and PATCHBAY_ANTHROPIC_* are both set: say which one takes the turns, \
                               openai or anthropic";
                Err(ConfigError { name, problem: problem.to_owned() })
            }
            (Some(other), ..) => {
                let problem = format!("\"{other}\" will not do; expected openai, anthropic or builtin");
                Err(ConfigError { name, problem })
            }
        }
    }
}

fn openai(variables: &Variables) -> Result<Option<ModelServerConfig>, ConfigError> {
    let names = ["PATCHBAY_OPENAI_BASE_URL", "PATCHBAY_OPENAI_API_KEY", "PATCHBAY_OPENAI_MODEL"];
    if names.iter().all(|name| variables.text(name).is_none()) {
        return Ok(None);
    }
    let [base, key, model] = names;
    if variables.text(base).is_none() && variables.text(key).is_none() {
        let problem = format!(
            "is missing: the base of the server's API, such as http://localhost:11434/v1; for {OPENAI} \
                               {key} is enough"
        );
        return Err(ConfigError { name: base, problem });
    }
    Ok(Some(ModelServerConfig {
        base_url: base_url(variables, base, OPENAI)?,
        api_key: key_of(variables, key)?,
        model: model_of(variables, model, "gpt-4.1-mini")?,
    }))
}

fn anthropic(variables: &Variables) -> Result<Option<ModelServerConfig>, ConfigError> {
    let names = ["PATCHBAY_ANTHROPIC_BASE_URL", "PATCHBAY_ANTHROPIC_API_KEY", "PATCHBAY_ANTHROPIC_MODEL"];
    if names.iter().all(|name| variables.text(name).is_none()) {
        return Ok(None);
    }
    let [base, key, model] = names;
    let api_key = key_of(variables, key)?;
    if api_key.is_none() {
        let problem = "is missing: Anthropic's API is called with a key".to_owned();
        return Err(ConfigError { name: key, problem });
    }
    Ok(Some(ModelServerConfig {
        base_url: base_url(variables, base, ANTHROPIC)?,
        api_key,
        model: model_of(variables, model, "claude-haiku-4-5")?,
    }))
}

fn base_url(variables: &Variables, name: &'static str, default: &str) -> Result<Url, ConfigError> {
    match Url::parse(variables.text(name).unwrap_or(default)) {
        Ok(url) if is_base(&url) => Ok(url),
        // The value is not repeated: it may hold a password.
        _ => {
            let problem =
                format!("expected an http or https URL without query, user and password, such as {default}");
            Err(ConfigError { name, problem })
        }
    }
}

/// A key as a header can carry it.
fn key_of(variables: &Variables, name: &'static str) -> Result<Option<Secret>, ConfigError> {
    let key = variables.secret(name);
    match key.as_ref().is_some_and(|key| !key.expose().bytes().all(|byte| byte.is_ascii_graphic())) {
        true => {
            let problem = "holds a character that no key has: a space or a line end, perhaps".to_owned();
            Err(ConfigError { name, problem })
        }
        false => Ok(key),
    }
}

fn model_of(variables: &Variables, name: &'static str, example: &str) -> Result<String, ConfigError> {
    match variables.text(name).map(str::trim).filter(|model| !model.is_empty()) {
        Some(model) if model.chars().count() <= 200 => Ok(model.to_owned()),
        Some(_) => Err(ConfigError { name, problem: "is longer than 200 characters".to_owned() }),
        None => {
            let problem = format!("is missing: the name of the model, such as {example}");
            Err(ConfigError { name, problem })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPENAI_MODEL: (&str, &str) = ("PATCHBAY_OPENAI_MODEL", "qwen3:4b");
    const OPENAI_BASE: (&str, &str) = ("PATCHBAY_OPENAI_BASE_URL", "http://localhost:11434/v1");
    const OPENAI_KEY: (&str, &str) = ("PATCHBAY_OPENAI_API_KEY", "sk-hunter2");
    const ANTHROPIC_MODEL: (&str, &str) = ("PATCHBAY_ANTHROPIC_MODEL", "claude-haiku-4-5");
    const ANTHROPIC_KEY: (&str, &str) = ("PATCHBAY_ANTHROPIC_API_KEY", "sk-ant-hunter2");
    const PROVIDER: &str = "PATCHBAY_MODEL_PROVIDER";

    fn read(pairs: &[(&str, &str)]) -> Result<ModelConfig, String> {
        ModelConfig::read(&Variables::of(pairs)).map_err(|error| error.to_string())
    }

    #[test]
    fn the_built_in_one_answers_unless_a_server_is_set_up() {
        assert_eq!(read(&[]), Ok(ModelConfig::BuiltIn));
        let own = read(&[OPENAI_BASE, OPENAI_MODEL]).unwrap();
        let ModelConfig::OpenAi(server) = own else { panic!("{own:?}") };
        assert_eq!((server.base_url.as_str(), server.model.as_str()), (OPENAI_BASE.1, "qwen3:4b"));
        assert_eq!(server.api_key, None);
        let hosted = read(&[OPENAI_KEY, OPENAI_MODEL]).unwrap();
        let ModelConfig::OpenAi(server) = hosted else { panic!("{hosted:?}") };
        assert_eq!(server.base_url.as_str(), OPENAI);
        let claude = read(&[ANTHROPIC_KEY, ANTHROPIC_MODEL]).unwrap();
        let ModelConfig::Anthropic(server) = claude else { panic!("{claude:?}") };
        assert_eq!(server.base_url.host_str(), Some("api.anthropic.com"));
        assert_eq!(read(&[OPENAI_KEY, OPENAI_MODEL, (PROVIDER, "builtin")]), Ok(ModelConfig::BuiltIn));
    }

    #[test]
    fn of_two_servers_one_is_to_be_named() {
        let both = [OPENAI_BASE, OPENAI_MODEL, ANTHROPIC_KEY, ANTHROPIC_MODEL];
        let error = read(&both).unwrap_err();
        assert!(error.starts_with(PROVIDER) && error.contains("openai or anthropic"), "{error}");
        let named = |provider| read(&[both.as_slice(), &[(PROVIDER, provider)]].concat()).unwrap();
        assert!(matches!(named("openai"), ModelConfig::OpenAi(_)));
        assert!(matches!(named("anthropic"), ModelConfig::Anthropic(_)));
    }

    #[test]
    fn what_is_missing_or_wrong_is_named_and_no_key_repeated() {
        for (pairs, name) in [
            (&[OPENAI_BASE][..], "PATCHBAY_OPENAI_MODEL"),
            (&[OPENAI_MODEL], "PATCHBAY_OPENAI_BASE_URL"),
            (&[ANTHROPIC_MODEL], "PATCHBAY_ANTHROPIC_API_KEY"),
            (&[ANTHROPIC_KEY], "PATCHBAY_ANTHROPIC_MODEL"),
            (&[OPENAI_BASE, OPENAI_MODEL, (PROVIDER, "anthropic")], PROVIDER),
            (&[ANTHROPIC_KEY, ANTHROPIC_MODEL, (PROVIDER, "openai")], PROVIDER),
            (&[(PROVIDER, "gemini")], PROVIDER),
            (
                &[OPENAI_MODEL, ("PATCHBAY_OPENAI_BASE_URL", "https://u:hunter2@a.example")],
                "PATCHBAY_OPENAI_BASE_URL",
            ),
            (&[OPENAI_MODEL, ("PATCHBAY_OPENAI_API_KEY", "sk-hunter2 x")], "PATCHBAY_OPENAI_API_KEY"),
        ] {
            let error = read(pairs).unwrap_err();
            assert!(error.starts_with(&format!("{name}: ")), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
        let config = read(&[OPENAI_KEY, OPENAI_MODEL]).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"), "{config:?}");
    }
}
