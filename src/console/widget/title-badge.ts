const badge = /^\(\d+\) /;

export interface TitleBadge {
  update(unread: number): void;
}

/** Puts the number of new messages before the title of a page that nobody looks at, and takes it away when they come back. */
export function createTitleBadge(): TitleBadge {
  let unread = 0;
  const apply = () => {
    const plain = document.title.replace(badge, '');
    const wanted = unread > 0 && document.visibilityState === 'hidden' ? `(${unread}) ${plain}` : plain;
    if (isOurs || wanted !== plain) document.title = wanted;
    isOurs = wanted !== plain;
  };
  let isOurs = false;
  document.addEventListener('visibilitychange', apply);
  return {
    update: (count) => {
      unread = count;
      apply();
    },
  };
}
