'use client';

import clsx from 'clsx';
import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

const itemClasses =
  'flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 text-sm outline-none select-none data-disabled:opacity-55 data-highlighted:bg-hover';

/** A menu below its trigger, the only child of `trigger`. Arrow keys, letters, Enter and Escape work. */
export function Menu({
  trigger,
  align = 'end',
  label,
  children,
  onClosed,
  ...state
}: {
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end';
  /** Names the menu where its trigger has no name of its own. */
  label?: string;
  children: ReactNode;
  /** Where something else than the trigger opens it. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Takes the focus in the trigger's place. */
  onClosed?: () => void;
}) {
  return (
    <Primitive.Root {...state}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          {...(onClosed && {
            'aria-labelledby': undefined,
            onCloseAutoFocus: (event: Event) => {
              event.preventDefault();
              onClosed();
            },
          })}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-40 animate-overlay-in overflow-y-auto rounded-lg bg-overlay p-1 shadow-overlay"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** One thing to do. With `asChild` its only child, such as a link, is the item; put icon and words into it. */
export function MenuItem({
  icon: Icon,
  tone = 'neutral',
  shortcut,
  children,
  ...props
}: Omit<Primitive.DropdownMenuItemProps, 'className'> & { icon?: LucideIcon; tone?: 'neutral' | 'danger'; shortcut?: ReactNode }) {
  if (props.asChild) {
    return (
      <Primitive.Item className={itemClasses} {...props}>
        {children}
      </Primitive.Item>
    );
  }
  return (
    <Primitive.Item className={clsx(itemClasses, tone === 'danger' && 'text-danger data-highlighted:bg-danger-soft')} {...props}>
      {Icon && <Icon aria-hidden className={clsx('size-4', tone === 'danger' ? 'text-danger' : 'text-muted')} />}
      <span className="flex-1">{children}</span>
      {shortcut}
    </Primitive.Item>
  );
}

/** Something that is on or off; the menu stays open, so that several can be set. */
export function MenuCheckboxItem({ children, ...props }: Omit<Primitive.DropdownMenuCheckboxItemProps, 'className' | 'onSelect'>) {
  return (
    <Primitive.CheckboxItem className={itemClasses} onSelect={(event) => event.preventDefault()} {...props}>
      <span className="grid size-4 place-items-center">
        <Primitive.ItemIndicator>
          <Check aria-hidden className="size-3.5 text-accent-ink" />
        </Primitive.ItemIndicator>
      </span>
      <span className="flex-1">{children}</span>
    </Primitive.CheckboxItem>
  );
}

/** One of a few, chosen in the menu. */
export function MenuRadioGroup({
  value,
  onValueChange,
  options,
}: {
  value: string;
  onValueChange: (value: string) => void;
  options: { value: string; label: ReactNode; icon?: LucideIcon }[];
}) {
  return (
    <Primitive.RadioGroup value={value} onValueChange={onValueChange}>
      {options.map(({ value: name, label, icon: Icon }) => (
        <Primitive.RadioItem key={name} value={name} className={itemClasses}>
          {Icon && <Icon aria-hidden className="size-4 text-muted" />}
          <span className="flex-1">{label}</span>
          <Primitive.ItemIndicator>
            <Check aria-hidden className="size-3.5 text-accent-ink" />
          </Primitive.ItemIndicator>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
