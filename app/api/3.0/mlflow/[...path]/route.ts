import { mlflow } from '@/lib/mlflow/operations';

export { mlflow as DELETE, mlflow as GET, mlflow as HEAD, mlflow as OPTIONS, mlflow as PATCH, mlflow as POST, mlflow as PUT };
