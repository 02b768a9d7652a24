import { toast } from 'sonner';

/** Puts a text on the clipboard and says so. @param what its name at the start of a sentence */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success(`${what} is on the clipboard`);
  } catch {
    // A browser refuses where the page has no focus or is not served securely.
    toast.error('The browser did not let it be copied', { description: text.length > 200 ? undefined : text });
  }
}
