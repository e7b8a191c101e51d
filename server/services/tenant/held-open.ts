/**
 * What `run` hands out, one piece after the other, each made when it is asked for: `run` waits inside `emit` until the
 * piece before was taken. Whoever stops asking ends `run` with an error, so that what it holds open is closed.
 */
export async function* heldOpen<Piece>(
  run: (emit: (piece: Piece) => Promise<void>) => Promise<void>,
): AsyncGenerator<Piece> {
  let taken = deferred<void>();
  let made = deferred<{ readonly piece: Piece } | null>();
  const running = (async () => {
    await taken.promise;
    await run(async (piece) => {
      taken = deferred<void>();
      made.resolve({ piece });
      await taken.promise;
    });
  })();
  // Nobody listens yet; whoever asks next hears of it.
  running.catch(() => {});
  try {
    for (;;) {
      taken.resolve(undefined);
      const next = await Promise.race([made.promise, running.then(() => null)]);
      if (next === null) return;
      made = deferred<{ readonly piece: Piece } | null>();
      yield next.piece;
    }
  } finally {
    taken.reject(new Error("Nobody reads on."));
    taken.promise.catch(() => {});
    await running.catch(() => {});
  }
}

interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

function deferred<Value>(): Deferred<Value> {
  let resolve: Deferred<Value>["resolve"] = () => {};
  let reject: Deferred<Value>["reject"] = () => {};
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
