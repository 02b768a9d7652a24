/** The views of a dataset, in their order; the first is the one of an address without `tab`. */
export const dataTabs = {
  profile: 'Profile',
  files: 'Files',
  versions: 'Versions',
  validation: 'Validation',
  calendar: 'Calendar',
  settings: 'Settings',
} as const;
export type DataTab = keyof typeof dataTabs;

export function isDataTab(name: string | undefined): name is DataTab {
  return name !== undefined && Object.hasOwn(dataTabs, name);
}
