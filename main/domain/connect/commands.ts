/** Commands for lines of the check-lists, by the id of the line: PowerShell and shell, in every language the same. */
export const stepCommands: Readonly<Record<string, string>> = {
  'rdp-on': "Set-ItemProperty 'HKLM:\\System\\CurrentControlSet\\Control\\Terminal Server' -Name fDenyTSConnections -Value 0",
  'rdp-public-rules': "Get-NetFirewallRule -DisplayGroup 'Remote Desktop' | Format-Table DisplayName, Profile, Enabled",
  'rdp-all-profiles': "Set-NetFirewallRule -DisplayGroup 'Remote Desktop' -Profile Any -Enabled True",
  'rdp-domain-private': "Set-NetFirewallRule -DisplayGroup 'Remote Desktop' -Profile Domain, Private -Enabled True",
  'san-policy': 'Set-StorageSetting -NewDiskPolicy OnlineAll',
  'ipsec-off': 'Stop-Service PolicyAgent; Set-Service PolicyAgent -StartupType Disabled',
  'ssh-autostart': 'sudo systemctl enable sshd',
  'ssh-firewall': 'sudo iptables -L INPUT -n',
}
