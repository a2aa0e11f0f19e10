//! AWS's own data, as far as the app has loaded and handed it over.

use std::cell::RefCell;

use iam_aws_data::{AwsData, AwsFile};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static AWS: RefCell<AwsData> = RefCell::new(AwsData::default());
}

/// Takes a file with AWS's data in, by its name; whether it could be read.
#[wasm_bindgen]
pub fn add_aws_file(name: &str, bytes: &[u8]) -> bool {
    let file = AwsFile::named(name);
    file.is_some_and(|file| AWS.with_borrow_mut(|aws| aws.add(file, bytes)).is_some())
}

pub(crate) fn with_aws<T>(act: impl FnOnce(&AwsData) -> T) -> T {
    AWS.with_borrow(act)
}
