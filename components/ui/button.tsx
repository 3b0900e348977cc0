import type { ComponentProps, ReactNode } from "react";

const looks = {
  plain: "border border-edge bg-surface text-ink hover:bg-sunken",
  quiet: "border border-transparent text-run hover:bg-run-soft",
  primary: "border border-primary bg-primary text-white hover:brightness-110",
  danger: "border border-danger bg-danger text-white hover:brightness-110",
} as const;

export type ButtonLook = keyof typeof looks;

const shape =
  "inline-flex min-h-8 items-center justify-center gap-1.5 rounded-control px-3 font-semibold sm:whitespace-nowrap transition duration-120 pointer-coarse:min-h-11 aria-disabled:opacity-60";

export function buttonClass(look: ButtonLook): string {
  return `${shape} ${looks[look]}`;
}

interface ButtonProps extends ComponentProps<"button"> {
  look?: ButtonLook;
  children: ReactNode;
}

export function Button({ look = "plain", className = "", children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`${buttonClass(look)} ${className}`} {...rest}>
      {children}
    </button>
  );
}
