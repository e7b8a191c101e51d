import { redirect } from "next/navigation";

/** The keeper's screens begin with the operators. */
export default function Admin() {
  redirect("/admin/operators");
}
