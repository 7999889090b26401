using System.CommandLine;
using CivicLoop.Commands;

var program = new RootCommand("CivicLoop: runs a city's civilised-city programme as a loop.")
{
    StartCommand.Build(),
    ServeCommand.Build(),
    CityCommands.Build(),
    VerifyCommands.Build(),
    PeopleCommands.Account(),
    PeopleCommands.Token(),
    Open311Commands.Key(),
    Open311Commands.Attributes(),
    ImportCommands.Build(),
    ExportCommands.Build(),
    SimulateCommand.Build(),
    TrainCommands.Build(),
    BackupCommands.Backup(),
    BackupCommands.Restore(),
    DoctorCommand.Build(),
    SettingsCommand.Build(),
};
return await program.Parse(args).InvokeAsync();
