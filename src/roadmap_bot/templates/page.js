const form = document.getElementById("filters"), rows = document.querySelectorAll("#tasks tbody tr");
const filter = () => {
  const {search, state, kind} = Object.fromEntries(new FormData(form)), text = search.trim().toLowerCase();
  const fits = row => (!state || row.dataset.state === state) && (!kind || row.dataset.kind === kind)
    && row.textContent.toLowerCase().includes(text);
  for (const body of document.querySelectorAll("#tasks tbody")) {
    const [head, ...tasks] = body.rows, all = fits(head) && !state && !kind;
    for (const row of tasks) row.hidden = !(fits(row) || all);
    head.hidden = !fits(head) && tasks.every(row => row.hidden);
  }
  form.count.value = [...rows].filter(row => !row.hidden && !("head" in row.dataset)).length;
};
form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
filter();
