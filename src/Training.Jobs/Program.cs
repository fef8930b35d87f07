using Training.Jobs.CommandLine;

return await TrainingCommandLine.RunAsync(args);
