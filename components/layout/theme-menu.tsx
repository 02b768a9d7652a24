'use client';

import { Button } from '../ui/button';
import { Menu, MenuRadioGroup } from '../ui/menu';
import { readTheme, type Theme, themes } from './theme';
import { themeLooks } from './theme-looks';
import { applyTheme, useTheme } from './use-theme';

export function ThemeMenu({ initial }: { initial: Theme }) {
  const theme = useTheme(initial);
  const { icon: Icon, label } = themeLooks[theme];
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={`Theme: ${label}`}>
          <Icon aria-hidden />
        </Button>
      }
    >
      <MenuRadioGroup
        value={theme}
        onValueChange={(value) => applyTheme(readTheme(value))}
        options={themes.map((name) => ({ value: name, ...themeLooks[name] }))}
      />
    </Menu>
  );
}
