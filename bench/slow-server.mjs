import { createServer } from "node:http";

const server = createServer((_request, response) => {
  setTimeout(() => response.end(JSON.stringify({ verdict: "pass" })), 50);
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
