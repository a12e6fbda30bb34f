import { useRouter } from '@tanstack/react-router';
import type { ComponentPropsWithoutRef, MouseEvent } from 'react';

interface GoProps extends Omit<ComponentPropsWithoutRef<'a'>, 'href'> {
  readonly to: string;
}

/** A link to any page of the application, also when the address comes from the server. */
export function Go({ to, onClick, ...rest }: GoProps) {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.history.push(to);
  };
  return <a href={to} onClick={follow} {...rest} />;
}
