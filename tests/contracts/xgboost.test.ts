import { boosterContract } from './booster';

boosterContract('xgboost');
