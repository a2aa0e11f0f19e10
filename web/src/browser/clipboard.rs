//! The clipboard.

use wasm_bindgen_futures::JsFuture;

/// Why a text was not copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCopied;

/// Copies a text.
///
/// # Errors
/// [`NotCopied`] if the browser has no clipboard (an insecure origin) or refuses.
pub async fn copy(text: &str) -> Result<(), NotCopied> {
    let clipboard = super::window().map(|it| it.navigator().clipboard()).ok_or(NotCopied)?;
    if clipboard.is_undefined() {
        return Err(NotCopied);
    }
    JsFuture::from(clipboard.write_text(text)).await.map(drop).map_err(|_| NotCopied)
}
