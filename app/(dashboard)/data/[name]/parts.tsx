'use client';

import { splitPart } from '@/components/ui/split-part';

/** What lives in the tabs: sent with the tab that shows it. */
export const CalendarView = splitPart(() => import('@/components/data/calendar/calendar-view').then((file) => file.CalendarView));
export const FileList = splitPart(() => import('@/components/data/file-list').then((file) => file.FileList));
export const ProfileView = splitPart(() => import('@/components/data/profile-view').then((file) => file.ProfileView));
export const VersionList = splitPart(() => import('@/components/data/version-list').then((file) => file.VersionList));
