import { redirect } from 'next/navigation';

export default function Overview(): never {
  redirect('/forecasts');
}
