import { boosterContract } from './booster';

boosterContract('lightgbm');
