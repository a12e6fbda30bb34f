/** Hands a downloaded file to the browser, which asks where to keep it or puts it among the downloads. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Some browsers begin to read the address only after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
