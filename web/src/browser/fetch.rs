//! Files of this site.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Why a file did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The network, or the server, did not answer.
    NoAnswer,
    /// The server answered with this status.
    Status(u16),
}

/// Fetches a text relative to the page.
///
/// # Errors
/// [`FetchError`] says why there is none.
pub async fn text(path: &str) -> Result<String, FetchError> {
    let response = response(path).await?;
    let text = response.text().map_err(|_| FetchError::NoAnswer)?;
    let text = JsFuture::from(text).await.map_err(|_| FetchError::NoAnswer)?;
    text.as_string().ok_or(FetchError::NoAnswer)
}

/// Fetches bytes relative to the page.
///
/// # Errors
/// [`FetchError`] says why there are none.
pub async fn bytes(path: &str) -> Result<Vec<u8>, FetchError> {
    let response = response(path).await?;
    let buffer = response.array_buffer().map_err(|_| FetchError::NoAnswer)?;
    let buffer = JsFuture::from(buffer).await.map_err(|_| FetchError::NoAnswer)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn response(path: &str) -> Result<Response, FetchError> {
    let window = super::window().ok_or(FetchError::NoAnswer)?;
    let response = JsFuture::from(window.fetch_with_str(path)).await.map_err(|_| FetchError::NoAnswer)?;
    let response: Response = response.dyn_into().map_err(|_| FetchError::NoAnswer)?;
    match response.ok() {
        true => Ok(response),
        false => Err(FetchError::Status(response.status())),
    }
}
