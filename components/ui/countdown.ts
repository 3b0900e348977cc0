import { useEffect, useRef } from "react";

interface CountdownProps {
  /** ms. */
  time: number;
  /** Stands still; what is left stays left. */
  isStopped: boolean;
  onEnd: () => void;
}

/** Shows nothing, and says once when its time is over. Another `key` starts it anew. */
export function Countdown({ time, isStopped, onEnd }: CountdownProps) {
  const left = useRef(time);
  const latest = useRef(onEnd);
  latest.current = onEnd;
  useEffect(() => {
    if (isStopped) return;
    const from = performance.now();
    const timer = setTimeout(() => latest.current(), left.current);
    return () => {
      clearTimeout(timer);
      left.current -= performance.now() - from;
    };
  }, [isStopped]);
  return null;
}
