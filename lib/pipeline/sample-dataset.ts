/** Name of the sample retailer's dataset. By itself, so that pages in a browser need not load the schema of a run for it. */
export const sampleDataset = 'sample-retailer';
