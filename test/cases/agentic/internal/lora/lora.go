// Package lora is a stand-in: the program is checked beside it, never run.
package lora
