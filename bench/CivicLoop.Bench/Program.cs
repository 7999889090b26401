using System.CommandLine;
using CivicLoop.Bench;

// What each bench measures, and against what, stands in bench/README.md.
var cases = new Option<int>("--cases")
{
    Description = "Rows of the intake, and cases of the import.",
    DefaultValueFactory = _ => 20_000,
};
var clients = new Option<int>("--clients")
{
    Description = "Callers at the same time.",
    DefaultValueFactory = _ => 32,
};
var sizes = new Option<string>("--sizes")
{
    Description = "Cities the lists are measured in: numbers of cases, smallest first.",
    DefaultValueFactory = _ => "10000,100000,1000000",
};
var folder = new Option<string>("--folder")
{
    Description = "Where filled cities are kept from one run to the next.",
    DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "civicloop-bench"),
};
var file = new Option<string?>("--file")
{
    Description = "CSV file of the import (default: the sample of the Boston pack, repeated).",
};
var port = new Option<int>("--port")
{
    Description = "First of two free ports on this machine.",
    DefaultValueFactory = _ => 8520,
};
var postgres = new Option<string?>("--postgres")
{
    Description = "Connection string of a PostgreSQL server that keeps the filled cities "
        + "(default: SQLite files in the folder).",
};
var program = new RootCommand("Measures CivicLoop against raw databases on the same machine.");

void Add(string name, string what, Func<BenchRun, Task> measure)
{
    var command = new Command(name, what) { cases, clients, sizes, folder, file, port, postgres };
    command.SetAction(async (parsed, stop) =>
    {
        var run = new BenchRun(name, stop)
        {
            Cases = parsed.GetValue(cases),
            Clients = parsed.GetValue(clients),
            Sizes = [.. parsed.GetValue(sizes)!.Split(',').Select(int.Parse)],
            Folder = Directory.CreateDirectory(parsed.GetValue(folder)!).FullName,
            File = parsed.GetValue(file),
            Port = parsed.GetValue(port),
            Postgres = parsed.GetValue(postgres),
        };
        await measure(run);
        return run.Finish();
    });
    program.Add(command);
}

Add("intake", "Reports over HTTP against the same rows written raw.", IntakeBench.RunAsync);
Add("lists", "Worklists, lists, maps and evaluation in cities of growing size.",
    ListsBench.RunAsync);
Add("pages", "Whole pages over HTTP in cities of growing size, and their weight.",
    PagesBench.RunAsync);
Add("areas", "Points to areas, and journal hashes.", AreasBench.RunAsync);
Add("import", "Cases of another system.", ImportBench.RunAsync);
Add("scores", "Scores of many observations against plain sums.", ScoresBench.RunAsync);
Add("routes", "Routes of a large draw against always going to the nearest site.",
    RoutesBench.RunAsync);
Add("visits", "Whole visits over HTTP against the same rows written raw.",
    VisitsBench.RunAsync);
Add("phones", "Phones on breaking networks: nothing lost, nothing doubled.",
    PhonesBench.RunAsync);
Add("watchers", "Open pages while cases change: everybody hears of everything, and soon.",
    WatchersBench.RunAsync);
Add("all", "All of them, one after the other.", async run =>
{
    await AreasBench.RunAsync(run);
    await ImportBench.RunAsync(run);
    await IntakeBench.RunAsync(run);
    await ListsBench.RunAsync(run);
    await PagesBench.RunAsync(run);
});
return await program.Parse(args).InvokeAsync();
