using System.CommandLine;
using Training.Jobs.Media;

var root = new RootCommand("养老服务技能进街道进社区进家庭：后台工作");
root.Subcommands.Add(TranscodeVerb.Create());
return await root.Parse(args).InvokeAsync();
