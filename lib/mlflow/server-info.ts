import { z } from 'zod';
import { operation } from './operation';

/**
 * What clients ask before they choose how to speak. Uploads in parts work for those who ask for them; others stream, which costs
 * one write instead of two.
 */
export const serverInfoOperations = [
  operation('GET', '/server-info', z.object({}), async () => ({
    store_type: 'SqlStore',
    workspaces_enabled: false,
    trace_archival_enabled: false,
    multipart_uploads_enabled: false,
    multipart_downloads_enabled: false,
    presigned_upload_run_id_supported: false,
    presigned_upload_model_id_supported: false,
    features_enabled: { gateway: false },
  })),
];
