import { artifactProxy } from '@/lib/mlflow/artifact-proxy/dispatch';

export {
  artifactProxy as DELETE,
  artifactProxy as GET,
  artifactProxy as HEAD,
  artifactProxy as OPTIONS,
  artifactProxy as PATCH,
  artifactProxy as POST,
  artifactProxy as PUT,
};
