/** What the browser lets this page do; `none` where it has no notifications at all. */
export function noticePermission(): NotificationPermission | 'none' {
  return 'Notification' in window ? Notification.permission : 'none';
}

/** Asks the person, who must just have clicked for it. */
export async function askForNotices(): Promise<NotificationPermission | 'none'> {
  return 'Notification' in window ? Notification.requestPermission() : 'none';
}

/** Tells of an offer outside of the page, while nobody looks at it; gives what takes the notice away. A click brings the page to the front. */
export function showNotice({ key, title, body }: { key: string; title: string; body: string }): () => void {
  if (noticePermission() !== 'granted' || (document.visibilityState === 'visible' && document.hasFocus())) return () => undefined;
  try {
    const notice = new Notification(title, { body, tag: key, requireInteraction: true });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
    return () => notice.close();
  } catch {
    // Some browsers of telephones have the constructor and refuse it.
    return () => undefined;
  }
}
