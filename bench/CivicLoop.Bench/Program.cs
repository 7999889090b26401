using System.CommandLine;

var program = new RootCommand("Measures CivicLoop against raw databases on the same machine.");
return await program.Parse(args).InvokeAsync();
