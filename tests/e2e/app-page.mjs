// The app as a user sees it. Tests find things by role and label, through the methods here where more than one test does.

export class AppPage {
  /** Patterns of complaints that the test expects. */
  allowed = [];

  constructor(page, url, screenshot) {
    this.page = page;
    this.url = url;
    /** Takes a picture of what the window shows: `artifacts/<name>.png`. */
    this.screenshot = screenshot;
  }

  /** Opens the app at a fragment, and waits until it has started. */
  async open(fragment = '') {
    await this.page.goto(this.url + fragment);
    await this.heading().waitFor();
  }

  heading() {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** Says that a complaint of the page that fits the pattern belongs to the test. */
  allow(pattern) {
    this.allowed.push(pattern);
  }
}
